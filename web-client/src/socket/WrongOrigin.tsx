import { Notice } from "../ui/Notice";
import { useConnection } from "./socket";

/** Tells that the server will not let this page connect, and who can change it. */
export function WrongOrigin() {
  const connection = useConnection();
  if (connection?.state !== "wrong_origin") return null;
  return (
    <Notice testId="wrong-origin">
      The server refuses connections from {window.location.origin}, so this page does not update.
      Open the server’s own address, or ask its operator to allow this one.
    </Notice>
  );
}
