import { useId, useLayoutEffect, useRef, type FormEvent, type KeyboardEvent } from "react";
import { useKnownSettings } from "../app/SettingsProvider";
import { Button } from "../ui/Button";
import { LineIcon, SendIcon } from "../ui/icons";
import { charactersLeft } from "./messageLength";
import { useDraft } from "./useDraft";

interface Props {
  label: string;
  placeholder: string;
  /** Under which the message being written is kept. */
  draftKey: string;
  disabled?: boolean;
  /** A button that inserts a text where the cursor is. */
  insertion?: { label: string; text: () => string };
  send: (text: string) => void;
  typed?: () => void;
  stopped?: () => void;
}

const DEFAULT_MAX_CHARACTERS = 4000;

/** The field for a new message. Enter sends it; Shift+Enter begins a new line. */
export function Composer(props: Props) {
  const { label, placeholder, draftKey, disabled = false, insertion } = props;
  const { send, typed, stopped } = props;
  const { max_message_characters: max = DEFAULT_MAX_CHARACTERS } = useKnownSettings();
  const [text, setText] = useDraft(draftKey);
  const field = useRef<HTMLTextAreaElement>(null);
  /** The place for the cursor after an insertion. */
  const cursor = useRef<number>(undefined);
  const lengthId = useId();
  const left = charactersLeft(text.trim(), max);
  const tooLong = left !== undefined && left < 0;

  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (text.trim() === "" || disabled || tooLong) return;
    stopped?.();
    send(text.trim());
    setText("");
    field.current?.focus();
  };

  const insert = (inserted: string) => {
    const { selectionStart = text.length, selectionEnd = text.length } = field.current ?? {};
    const before = text.slice(0, selectionStart);
    const gap = before === "" || /\s$/.test(before) ? "" : " ";
    setText(before + gap + inserted + text.slice(selectionEnd));
    cursor.current = before.length + gap.length + inserted.length;
    field.current?.focus();
  };

  useLayoutEffect(() => {
    if (cursor.current === undefined) return;
    field.current?.setSelectionRange(cursor.current, cursor.current);
    cursor.current = undefined;
  }, [text]);

  const pressed = (event: KeyboardEvent) => {
    // While a word is being put together, Enter only chooses it.
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };

  return (
    <form className="composer" onSubmit={submit} data-testid="composer">
      <textarea
        ref={field}
        rows={1}
        aria-label={label}
        placeholder={placeholder}
        value={text}
        disabled={disabled}
        aria-invalid={tooLong || undefined}
        aria-describedby={left === undefined ? undefined : lengthId}
        data-testid="message-input"
        onChange={(event) => {
          setText(event.target.value);
          if (event.target.value.trim() === "") stopped?.();
          else typed?.();
        }}
        onBlur={stopped}
        onKeyDown={pressed}
      />
      {insertion && (
        <Button
          kind="quiet"
          label={insertion.label}
          disabled={disabled}
          testId="insert"
          onClick={() => insert(insertion.text())}
        >
          <LineIcon />
        </Button>
      )}
      <Button
        kind="primary"
        type="submit"
        disabled={disabled || tooLong}
        label="Send"
        testId="message-send"
      >
        <SendIcon />
      </Button>
      {left !== undefined && (
        <p
          id={lengthId}
          className="composer-length"
          role="status"
          data-bad={tooLong}
          data-testid="message-length"
        >
          {tooLong ? `${-left} ${characters(-left)} too many` : `${left} ${characters(left)} left`}
        </p>
      )}
    </form>
  );
}

function characters(count: number): string {
  return count === 1 ? "character" : "characters";
}
