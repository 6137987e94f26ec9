import { RoleSelect } from "../access/RoleSelect";
import type { Role } from "../api/types";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { colorOf } from "../ui/colors";
import { EyeIcon } from "../ui/icons";
import { asMember, memberNames } from "../talk/names";
import { TypingDots } from "../ui/TypingDots";
import type { Participant } from "./useChallenge";
import type { Together } from "./useTogether";

interface Props {
  people: Participant[];
  synced: boolean;
  userId: number;
  together: Together;
  /** For owners: changes what somebody may do. */
  decide?: ((userId: number, role: Role) => void) | undefined;
}

export function Participants({ people, synced, userId, together, decide }: Props) {
  const nameOf = memberNames(people.map(asMember));
  return (
    <section aria-labelledby="participants-heading">
      <h2 id="participants-heading" className="side-heading">
        Participants {synced && <span className="count">{people.length}</span>}
      </h2>
      <ul className="people" data-testid="participants">
        {!synced && <li className="quiet">Loading participants…</li>}
        {people.map(({ key, user_id, first_name, last_name, typing, away, role = "editor" }) => {
          const member = { id: user_id, first_name, last_name };
          const name = nameOf(member);
          const others = user_id !== userId;
          const followed = together.followed?.userId === user_id;
          return (
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
                <PersonName
                  name={name}
                  go={others ? () => together.goToPerson(member) : undefined}
                />
                {away && <small className="quiet">Away</small>}
                {role === "viewer" && !decide && <small className="quiet">Viewer</small>}
              </span>
              {decide && others && (
                <RoleSelect
                  name={first_name}
                  role={role}
                  testId="participant-role"
                  choose={(chosen) => decide(user_id, chosen)}
                />
              )}
              {others && (
                <Button
                  kind="quiet"
                  label={`Follow ${name}`}
                  pressed={followed}
                  testId="follow"
                  onClick={() => (followed ? together.stop() : together.follow(member))}
                >
                  <EyeIcon />
                </Button>
              )}
              {typing && <TypingDots />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The reader's own name, or a button that goes to somebody's cursor. */
function PersonName({ name, go }: { name: string; go: (() => void) | undefined }) {
  if (!go) {
    return (
      <>
        {name}
        <span className="quiet"> (me)</span>
      </>
    );
  }
  const label = `Go to ${name}’s cursor`;
  return (
    <button
      type="button"
      className="person-go"
      aria-label={label}
      title={label}
      data-testid="go-to-person"
      onClick={go}
    >
      {name}
    </button>
  );
}
