import { Link } from "react-router";
import { usePage } from "../ui/usePage";

export function NotFound() {
  usePage("Page not found");
  return (
    <div className="centered" data-testid="not-found">
      <p className="big-number" aria-hidden="true">
        404
      </p>
      <h1>This perch is empty</h1>
      <p className="quiet">There is no page at this address. It may have moved, or never was.</p>
      <Link className="button primary" to="/">
        Back to the start
      </Link>
    </div>
  );
}
