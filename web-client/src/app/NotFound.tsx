import { Link } from "react-router";
import { usePage } from "../ui/usePage";

export function NotFound() {
  usePage("Page not found");
  return (
    <div className="centered" data-testid="not-found">
      <p className="big-number" aria-hidden="true">
        404
      </p>
      <h1>Page not found</h1>
      <p className="quiet">This page doesn’t exist, or it was moved.</p>
      <Link className="button primary" to="/">
        Go to the front page
      </Link>
    </div>
  );
}
