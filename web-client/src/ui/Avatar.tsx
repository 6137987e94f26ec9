/** A person's initial in their colour; their name stands beside it. */
export function Avatar({ name, color }: { name: string; color: string }) {
  return (
    <span className="avatar" aria-hidden="true" style={{ "--person": color }}>
      {[...name.trim()][0]?.toUpperCase() ?? "?"}
    </span>
  );
}
