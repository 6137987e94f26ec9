import { useCallback } from "react";
import { Link } from "react-router";
import * as api from "../api/api";
import { usePaged } from "../api/usePaged";
import { languageLabel } from "../editor/languageNames";
import { useSignedIn } from "../session/session";
import { PlusIcon } from "../ui/icons";
import { PagedEnd } from "../ui/PagedEnd";
import { usePage } from "../ui/usePage";

export function ChallengeList() {
  usePage("Challenges");
  const { token, user } = useSignedIn();
  const list = usePaged(useCallback((after: number) => api.challenges(token, after), [token]));

  return (
    <div className="page" data-testid="challenges">
      <header className="page-head">
        <div>
          <h1>Welcome, {user.first_name}!</h1>
          <p className="quiet">Choose a challenge, or create one.</p>
        </div>
        <Link className="button primary" to="/challenges/new" data-testid="new-challenge">
          <PlusIcon /> New challenge
        </Link>
      </header>
      {!list.loading && !list.error && list.items.length === 0 && (
        <p className="empty">There are no challenges yet. Create the first one.</p>
      )}
      <ul className="cards">
        {list.items.map(({ id, title, prompt, language, visibility }) => (
          <li key={id}>
            <Link className="card card-link" to={`/challenges/${id}`} data-testid="challenge">
              <span>
                <span className="chip">{languageLabel(language)}</span>{" "}
                {visibility === "private" && <span className="chip">Private</span>}
              </span>
              <h2>{title}</h2>
              <p className="clamped quiet">{prompt}</p>
            </Link>
          </li>
        ))}
      </ul>
      <PagedEnd list={list} />
    </div>
  );
}
