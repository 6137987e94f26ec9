import { useCallback } from "react";
import { NavLink } from "react-router";
import * as api from "../api/api";
import { useLoaded } from "../api/useLoaded";
import { useSignedIn } from "../session/session";

/** The way from one challenge to the next. */
export function OtherChallenges() {
  const { token } = useSignedIn();
  const [loaded] = useLoaded(useCallback(() => api.challenges(token), [token]));
  if (loaded.state !== "loaded") return null;
  return (
    <nav aria-labelledby="other-challenges">
      <h2 id="other-challenges" className="side-heading">
        All challenges
      </h2>
      <ul className="side-links">
        {loaded.value.map(({ id, title }) => (
          <li key={id}>
            <NavLink to={`/challenges/${id}`} data-testid="challenge-link">
              {title}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
