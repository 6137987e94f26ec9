import { useCallback } from "react";
import { Link } from "react-router";
import * as api from "../api/api";
import { useLoaded } from "../api/useLoaded";
import { languageLabel } from "../editor/languageNames";
import { useSignedIn } from "../session/session";
import { Button } from "../ui/Button";
import { PlusIcon } from "../ui/icons";
import { Loading } from "../ui/Loading";
import { Notice } from "../ui/Notice";
import { usePage } from "../ui/usePage";

export function ChallengeList() {
  usePage("Challenges");
  const { token, user } = useSignedIn();
  const [loaded, reload] = useLoaded(useCallback(() => api.challenges(token), [token]));

  return (
    <div className="page" data-testid="challenges">
      <header className="page-head">
        <div>
          <h1>Welcome, {user.first_name}!</h1>
          <p className="quiet">Select a challenge to get started.</p>
        </div>
        <Link className="button primary" to="/challenges/new" data-testid="new-challenge">
          <PlusIcon /> New challenge
        </Link>
      </header>
      {loaded.state === "loading" && <Loading />}
      {loaded.state === "failed" && (
        <Notice>
          {loaded.error.message} <Button onClick={reload}>Try again</Button>
        </Notice>
      )}
      {loaded.state === "loaded" &&
        (loaded.value.length === 0 ? (
          <p className="empty">There are no challenges yet. Write the first one.</p>
        ) : (
          <ul className="cards">
            {loaded.value.map(({ id, title, prompt, language }) => (
              <li key={id}>
                <Link className="card card-link" to={`/challenges/${id}`} data-testid="challenge">
                  <span className="chip">{languageLabel(language)}</span>
                  <h2>{title}</h2>
                  <p className="clamped quiet">{prompt}</p>
                </Link>
              </li>
            ))}
          </ul>
        ))}
    </div>
  );
}
