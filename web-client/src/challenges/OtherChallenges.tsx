import { useCallback } from "react";
import { NavLink } from "react-router";
import * as api from "../api/api";
import { usePaged } from "../api/usePaged";
import { useSignedIn } from "../session/session";
import { PagedEnd } from "../ui/PagedEnd";

/** The way from one challenge to the next. */
export function OtherChallenges() {
  const { token } = useSignedIn();
  const list = usePaged(useCallback((after: number) => api.challenges(token, after), [token]));
  if (list.items.length === 0) return null;
  return (
    <nav className="room-others" aria-labelledby="other-challenges">
      <h2 id="other-challenges" className="side-heading">
        All challenges
      </h2>
      <ul className="side-links">
        {list.items.map(({ id, title }) => (
          <li key={id}>
            <NavLink to={`/challenges/${id}`} data-testid="challenge-link">
              {title}
            </NavLink>
          </li>
        ))}
      </ul>
      <PagedEnd list={list} />
    </nav>
  );
}
