import { Avatar } from "../ui/Avatar";
import { colorOf } from "../ui/colors";
import { asMember, memberNames } from "../talk/names";
import { TypingDots } from "../ui/TypingDots";
import type { Participant } from "./useChallenge";

interface Props {
  people: Participant[];
  synced: boolean;
  userId: number;
}

export function Participants({ people, synced, userId }: Props) {
  const nameOf = memberNames(people.map(asMember));
  return (
    <section aria-labelledby="participants-heading">
      <h2 id="participants-heading" className="side-heading">
        Participants {synced && <span className="count">{people.length}</span>}
      </h2>
      <ul className="people" data-testid="participants">
        {!synced && <li className="quiet">Loading participants…</li>}
        {people.map(({ key, user_id, first_name, last_name, typing, away }) => (
          <li
            key={key}
            className="person"
            data-typing={typing}
            data-away={away}
            data-testid="participant"
            style={{ "--person": colorOf(user_id) }}
          >
            <Avatar name={first_name} color={colorOf(user_id)} />
            <span className="person-name">
              {nameOf({ id: user_id, first_name, last_name })}
              {user_id === userId && <span className="quiet"> (me)</span>}
              {away && <small className="quiet">Away</small>}
            </span>
            {typing && <TypingDots />}
          </li>
        ))}
      </ul>
    </section>
  );
}
