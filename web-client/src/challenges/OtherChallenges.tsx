import { useCallback } from "react";
import { NavLink } from "react-router";
import * as api from "../api/api";
import type { Cursor } from "../api/types";
import { usePaged } from "../api/usePaged";
import { useSignedIn } from "../session/session";
import { DEFAULT_QUERY } from "../lists/listQuery";
import { PagedEnd } from "../ui/PagedEnd";

const BY_AGE = { ...DEFAULT_QUERY, sort: "oldest" } as const;

/** The way from one challenge to the next. */
export function OtherChallenges() {
  const { token } = useSignedIn();
  const list = usePaged(
    useCallback((after: Cursor) => api.challenges(token, BY_AGE, after), [token]),
  );
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
