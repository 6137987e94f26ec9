/** Shows that a person is typing. */
export function TypingDots() {
  return (
    <span className="typing-dots" data-testid="typing">
      <span className="visually-hidden">is typing</span>
      <i aria-hidden="true" />
      <i aria-hidden="true" />
      <i aria-hidden="true" />
    </span>
  );
}
