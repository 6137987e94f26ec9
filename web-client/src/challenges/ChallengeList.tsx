import { useCallback } from "react";
import { Link } from "react-router";
import * as api from "../api/api";
import type { Cursor } from "../api/types";
import { usePaged } from "../api/usePaged";
import { languageLabel } from "../editor/languageNames";
import { ListFrame } from "../lists/ListFrame";
import { People } from "../lists/People";
import { RoomFactsLine } from "../lists/RoomFactsLine";
import { useListQuery } from "../lists/useListQuery";
import { usePeople } from "../lists/usePeople";
import { useSignedIn } from "../session/session";
import { PlusIcon } from "../ui/icons";
import { usePage } from "../ui/usePage";

export function ChallengeList() {
  usePage("Challenges");
  const { token, user } = useSignedIn();
  const state = useListQuery();
  const { query } = state;
  const list = usePaged(
    useCallback((after: Cursor) => api.challenges(token, query, after), [token, query]),
  );
  const people = usePeople(list.items.map(({ id }) => `challenges:${id}`));

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
      <ListFrame
        what="challenges"
        list={list}
        state={state}
        filters={["show", "language", "sort", "archived"]}
        empty="There are no challenges yet. Create the first one."
        keyOf={({ id }) => id}
      >
        {(challenge) => (
          <Link
            className="card card-link"
            to={`/challenges/${challenge.id}`}
            data-testid="challenge"
          >
            <span>
              <span className="chip">{languageLabel(challenge.language)}</span>{" "}
              {challenge.visibility === "private" && <span className="chip">Private</span>}
            </span>
            <h2>{challenge.title}</h2>
            <p className="clamped quiet">{challenge.prompt}</p>
            <RoomFactsLine {...challenge} />
            <People here={people.get(`challenges:${challenge.id}`) ?? challenge} />
          </Link>
        )}
      </ListFrame>
    </div>
  );
}
