import type { ReactNode } from "react";

/** Stands where a room would be that the server does not let one in. */
export function Refused({
  title,
  reason,
  children,
}: {
  title: string;
  reason: string;
  children: ReactNode;
}) {
  return (
    <div className="centered" role="alert" data-testid="room-notice">
      <h1>{title}</h1>
      <p className="quiet">The server says: {reason}.</p>
      {children}
    </div>
  );
}
