import { Notice } from "../ui/Notice";
import { useConnection } from "./socket";

/** Tells that the server will not let this page connect, and who can change it. */
export function WrongOrigin() {
  const connection = useConnection();
  if (connection?.state !== "wrong_origin") return null;
  return (
    <Notice testId="wrong-origin">
      The server refuses connections from pages of {window.location.origin}, so nothing here is
      live. Open the page at the server's own address, or have its operator allow this one.
    </Notice>
  );
}
