import type { Present } from "../channels/usePresence";
import { Avatar } from "../ui/Avatar";
import { colorOf } from "../ui/colors";
import { asMember, memberNames } from "../talk/names";
import { TypingDots } from "../ui/TypingDots";

export interface Member {
  first_name: string;
  last_name?: string;
  user_id: number;
  typing: boolean;
  away?: boolean;
}

interface Props {
  people: Present<Member>[];
  synced: boolean;
  userId: number;
}

export function Members({ people, synced, userId }: Props) {
  const nameOf = memberNames(people.map(asMember));
  return (
    <section aria-labelledby="members-heading">
      <h2 id="members-heading" className="side-heading">
        Members {synced && <span className="count">{people.length}</span>}
      </h2>
      <ul className="people" data-testid="members">
        {!synced && <li className="quiet">Loading participants…</li>}
        {people.map(({ key, first_name, last_name, user_id, typing, away }) => (
          <li key={key} className="person" data-testid="member" data-away={away}>
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
