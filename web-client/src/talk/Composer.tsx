import { useRef, useState, type FormEvent, type KeyboardEvent } from "react";
import { Button } from "../ui/Button";
import { SendIcon } from "../ui/icons";

interface Props {
  label: string;
  placeholder: string;
  disabled?: boolean;
  maxLength?: number | undefined;
  send: (text: string) => void;
  typed?: () => void;
  stopped?: () => void;
}

/** Where a message is written. Enter sends it, with Shift it begins a new line. */
export function Composer(props: Props) {
  const { label, placeholder, disabled = false, maxLength, send, typed, stopped } = props;
  const [text, setText] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);

  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (text.trim() === "" || disabled) return;
    stopped?.();
    send(text.trim());
    setText("");
    field.current?.focus();
  };

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
        maxLength={maxLength}
        data-testid="message-input"
        onChange={(event) => {
          setText(event.target.value);
          if (event.target.value.trim() === "") stopped?.();
          else typed?.();
        }}
        onBlur={stopped}
        onKeyDown={pressed}
      />
      <Button kind="primary" type="submit" disabled={disabled} label="Send" testId="message-send">
        <SendIcon />
      </Button>
    </form>
  );
}
