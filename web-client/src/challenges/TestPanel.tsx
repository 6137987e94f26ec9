import { useId, useState } from "react";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { CaseForm } from "./CaseForm";
import { SideBySide } from "./SideBySide";
import type { TestCase } from "./testCases";
import type { useTestCases } from "./useTestCases";

interface Props {
  input: string;
  setInput: (input: string) => void;
  tests: ReturnType<typeof useTestCases>;
  /** Whether the reader may change the cases. */
  canChange: boolean;
  /** Runs all cases; undefined if the language cannot run. */
  run: (() => void) | undefined;
}

/** The standard input of a run, and the test cases of the challenge. */
export function TestPanel({ input, setInput, tests, canChange, run }: Props) {
  const id = useId();
  const { cases } = tests;
  const [edited, setEdited] = useState<number | "added">();
  const [trouble, setTrouble] = useState<string>();

  const save = (saved: Omit<TestCase, "id"> & { id?: number }) =>
    tests.save(saved, (failure) => {
      setTrouble(failure);
      if (!failure) setEdited(undefined);
    });

  return (
    <section className="tests" aria-label="Input and tests" id="tests" data-testid="tests">
      <div className="field">
        <label htmlFor={`${id}-input`}>Input</label>
        <textarea
          id={`${id}-input`}
          rows={2}
          value={input}
          spellCheck={false}
          aria-describedby={`${id}-hint`}
          data-testid="run-input"
          onChange={(event) => setInput(event.target.value)}
        />
        <p className="field-hint" id={`${id}-hint`}>
          A run reads it as standard input.
        </p>
      </div>
      <h3>Test cases</h3>
      {trouble && <Notice testId="case-error">{trouble}</Notice>}
      {cases.length === 0 && <p className="quiet">There are no test cases yet.</p>}
      <ol>
        {cases.map((each, index) => (
          <li key={each.id} data-testid="case">
            {edited === each.id ? (
              <CaseForm
                from={each}
                save={(changed) => save({ ...changed, id: each.id })}
                cancel={() => setEdited(undefined)}
              />
            ) : (
              <>
                <details>
                  <summary data-testid="case-name">{each.name || `Case ${index + 1}`}</summary>
                  <SideBySide
                    texts={[
                      { label: "Input", text: each.input, testId: "case-input" },
                      { label: "Expected output", text: each.expected },
                    ]}
                  />
                </details>
                {canChange && (
                  <>
                    <Button kind="link" testId="edit-case" onClick={() => setEdited(each.id)}>
                      Edit
                    </Button>
                    <Button
                      kind="link"
                      testId="delete-case"
                      onClick={() => tests.remove(each.id, setTrouble)}
                    >
                      Delete
                    </Button>
                  </>
                )}
              </>
            )}
          </li>
        ))}
      </ol>
      {edited === "added" && <CaseForm save={save} cancel={() => setEdited(undefined)} />}
      <div className="actions">
        {canChange && edited === undefined && (
          <Button testId="add-case" onClick={() => setEdited("added")}>
            Add a test case
          </Button>
        )}
        {run && cases.length > 0 && (
          <Button kind="primary" testId="run-tests" onClick={run}>
            Run tests
          </Button>
        )}
      </div>
    </section>
  );
}
