interface Text {
  label: string;
  text: string;
  testId?: string;
}

/** Texts of programs, beside each other if there is room. */
export function SideBySide({ texts }: { texts: Text[] }) {
  return (
    <dl className="side-by-side">
      {texts.map(({ label, text, testId }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd data-testid={testId}>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
