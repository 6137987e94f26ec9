import { useState, type KeyboardEvent } from "react";
import { useKnownSettings } from "../app/SettingsProvider";
import { Button } from "../ui/Button";
import { charactersLeft } from "./messageLength";

/** Changes the text of a message in its place. Enter saves, Escape leaves it as it was. */
export function MessageEditor({
  text: before,
  save,
  close,
}: {
  text: string;
  save: (text: string) => Promise<string | undefined>;
  close: () => void;
}) {
  const { max_message_characters: max = Infinity } = useKnownSettings();
  const [text, setText] = useState(before);
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const left = charactersLeft(text.trim(), max);
  const tooLong = left !== undefined && left < 0;
  const savable = text.trim() !== "" && !tooLong && !busy;

  const submit = async () => {
    if (!savable) return;
    if (text.trim() === before) {
      close();
      return;
    }
    setBusy(true);
    const failure = await save(text.trim());
    setBusy(false);
    if (failure === undefined) close();
    else setError(failure);
  };

  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void submit();
  };

  return (
    <form
      className="message-editor"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <textarea
        autoFocus
        aria-label="Edit message"
        value={text}
        aria-invalid={tooLong || undefined}
        data-testid="message-edit-input"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={pressed}
      />
      {(error ?? tooLong) && (
        <p className="field-error" role="alert">
          {error ?? `${-left!} characters too many`}
        </p>
      )}
      <span className="actions">
        <Button kind="primary" type="submit" disabled={!savable} testId="message-edit-save">
          Save
        </Button>
        <Button onClick={close}>Cancel</Button>
      </span>
    </form>
  );
}
