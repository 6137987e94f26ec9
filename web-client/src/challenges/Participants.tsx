import { RoleSelect } from "../access/RoleSelect";
import type { Role } from "../api/types";
import { Avatar } from "../ui/Avatar";
import { colorOf } from "../ui/colors";
import { asMember, memberNames } from "../talk/names";
import { TypingDots } from "../ui/TypingDots";
import type { Participant } from "./useChallenge";

interface Props {
  people: Participant[];
  synced: boolean;
  userId: number;
  /** For owners: changes what somebody may do. */
  decide?: ((userId: number, role: Role) => void) | undefined;
}

export function Participants({ people, synced, userId, decide }: Props) {
  const nameOf = memberNames(people.map(asMember));
  return (
    <section aria-labelledby="participants-heading">
      <h2 id="participants-heading" className="side-heading">
        Participants {synced && <span className="count">{people.length}</span>}
      </h2>
      <ul className="people" data-testid="participants">
        {!synced && <li className="quiet">Loading participants…</li>}
        {people.map(({ key, user_id, first_name, last_name, typing, away, role = "editor" }) => (
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
              {role === "viewer" && !decide && <small className="quiet">Viewer</small>}
            </span>
            {decide && user_id !== userId && (
              <RoleSelect
                name={first_name}
                role={role}
                testId="participant-role"
                choose={(chosen) => decide(user_id, chosen)}
              />
            )}
            {typing && <TypingDots />}
          </li>
        ))}
      </ul>
    </section>
  );
}
