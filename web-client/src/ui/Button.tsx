import type { ReactNode } from "react";

interface Props {
  kind?: "primary" | "plain" | "quiet" | "link";
  type?: "button" | "submit";
  disabled?: boolean;
  /** The action, if the content does not say it in words. */
  label?: string;
  expanded?: boolean;
  pressed?: boolean;
  controls?: string;
  testId?: string;
  onClick?: () => void;
  children: ReactNode;
}

export function Button(props: Props) {
  const { kind = "plain", type = "button", label, testId, children } = props;
  return (
    <button
      type={type}
      className={`button ${kind}`}
      disabled={props.disabled}
      aria-label={label}
      title={label}
      aria-expanded={props.expanded}
      aria-pressed={props.pressed}
      aria-controls={props.controls}
      data-testid={testId}
      onClick={props.onClick}
    >
      {children}
    </button>
  );
}
