import { SideBySide } from "./SideBySide";
import type { CaseResult, CaseStatus } from "./testCases";

const WORDS: Record<CaseStatus, string> = {
  passed: "Passed",
  failed: "Failed",
  error: "Error",
  time_limit: "Timed out",
  output_limit: "Wrote too much",
};

/** The results of the test cases; those that did not pass show both outputs beside each other. */
export function CaseResults({ results }: { results: readonly CaseResult[] }) {
  return (
    <ol className="results" tabIndex={0} aria-label="Results" data-testid="results">
      {results.map(({ case_id, name, expected, actual, status }, index) => (
        <li key={index} data-status={status} data-case={case_id} data-testid="result">
          <p>
            <strong>{name || `Case ${index + 1}`}</strong>{" "}
            <span className="result-status">{WORDS[status]}</span>
          </p>
          {status !== "passed" && (
            <SideBySide
              texts={[
                { label: "Expected", text: expected, testId: "expected" },
                { label: "Actual", text: actual, testId: "actual" },
              ]}
            />
          )}
        </li>
      ))}
    </ol>
  );
}
