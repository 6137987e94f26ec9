import { useId, useState } from "react";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import type { TestCase } from "./testCases";

interface Props {
  /** The case that is edited; undefined for an added one. */
  from?: TestCase;
  save: (saved: Omit<TestCase, "id">) => void;
  cancel: () => void;
}

/** Asks for the texts of a test case. */
export function CaseForm({ from, save, cancel }: Props) {
  const id = useId();
  const [name, setName] = useState(from?.name ?? "");
  const [input, setInput] = useState(from?.input ?? "");
  const [expected, setExpected] = useState(from?.expected ?? "");
  return (
    <form
      className="case-form"
      onSubmit={(event) => {
        event.preventDefault();
        save({ name, input, expected });
      }}
    >
      <Field
        label="Name (optional)"
        value={name}
        maxLength={100}
        testId="edit-case-name"
        onChange={(event) => setName(event.target.value)}
      />
      <div className="case-texts">
        <div className="field">
          <label htmlFor={`${id}-input`}>Input</label>
          <textarea
            id={`${id}-input`}
            rows={3}
            value={input}
            spellCheck={false}
            data-testid="edit-case-input"
            onChange={(event) => setInput(event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-expected`}>Expected output</label>
          <textarea
            id={`${id}-expected`}
            rows={3}
            value={expected}
            spellCheck={false}
            data-testid="edit-case-expected"
            onChange={(event) => setExpected(event.target.value)}
          />
        </div>
      </div>
      <p className="field-hint">Whitespace at the end of lines and of the output does not count.</p>
      <div className="actions">
        <Button kind="primary" type="submit" testId="save-case">
          Save
        </Button>
        <Button kind="quiet" onClick={cancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
