import { languageLabel } from "../editor/languageNames";
import { colorOf } from "../ui/colors";
import { clockTime } from "../ui/time";
import { CaseResults } from "./CaseResults";
import { runState, type Run } from "./runs";

/** What the last run wrote, for all in the room. */
export function RunPanel({ run, own }: { run: Run; own: boolean }) {
  const { id, user, language, started_at, status, output, results } = run;
  const silent = !results && output.length === 0 && status !== "loading" && status !== "running";
  return (
    <section
      className="run"
      aria-labelledby="run-heading"
      data-run={id}
      data-status={status}
      data-testid="run"
      style={{ "--person": colorOf(user.id) }}
    >
      <header>
        <h3 id="run-heading">{results ? "Test results" : "Output"}</h3>
        <p>
          <strong className="message-author" data-testid="run-by">
            {own ? "You" : user.first_name}
          </strong>
          {`, ${languageLabel(language)}, `}
          <time dateTime={started_at}>{clockTime(new Date(started_at))}</time>
        </p>
        <p className="run-state" role="status" data-testid="run-state">
          {runState(run)}
        </p>
      </header>
      {results && <CaseResults results={results} />}
      {(!results || output.length > 0) && (
        <pre tabIndex={0} aria-label="Output of the program" data-testid="run-output">
          {output.map(({ stream, text }, index) => (
            <span key={index} data-stream={stream}>
              {text}
            </span>
          ))}
          {silent && <span className="quiet">The program wrote nothing.</span>}
        </pre>
      )}
    </section>
  );
}
