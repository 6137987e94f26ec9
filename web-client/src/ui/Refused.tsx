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
      <p className="quiet">{sentence(reason)}</p>
      {children}
    </div>
  );
}

function sentence(reason: string): string {
  if (reason.startsWith("unknown")) return "It doesn’t exist, or it was deleted.";
  switch (reason) {
    case "forbidden":
      return "You don’t have access. Ask an owner for an invite.";
    case "closed":
      return "You no longer have access.";
    case "deleted":
      return "An owner deleted it.";
    default:
      return `The server says: ${reason}.`;
  }
}
