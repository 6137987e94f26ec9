import type { Present } from "../channels/usePresence";
import { Avatar } from "../ui/Avatar";
import { colorOf } from "../ui/colors";
import { clockTime } from "../ui/time";
import { TypingDots } from "../ui/TypingDots";

export type Status = "online" | "away" | "busy";

export interface RoomPerson {
  status: Status;
  online_at: number;
  typing?: boolean;
  /** The page has given no sign for a while. */
  away?: boolean;
  guest?: boolean;
  user_id?: number;
}

const STATUSES: { value: Status; label: string }[] = [
  { value: "online", label: "Online" },
  { value: "away", label: "Away" },
  { value: "busy", label: "Busy" },
];

interface Props {
  people: Present<RoomPerson>[];
  synced: boolean;
  ownKey: string;
  status: Status;
  choose: (status: Status) => void;
}

/** Who is in the room, how they are, and since when. */
export function RoomPeople({ people, synced, ownKey, status, choose }: Props) {
  return (
    <>
      <label className="status-choice">
        <span>You are</span>
        <select
          value={status}
          data-testid="status"
          onChange={(event) => choose(event.target.value as Status)}
        >
          {STATUSES.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <section aria-labelledby="people-heading">
        <h2 id="people-heading" className="side-heading">
          Online {synced && <span className="count">{people.length}</span>}
        </h2>
        <ul className="people" data-testid="people">
          {!synced && <li className="quiet">Loading participants…</li>}
          {people.map((person) => (
            <PersonItem key={person.key} person={person} own={person.key === ownKey} />
          ))}
        </ul>
      </section>
    </>
  );
}

function PersonItem({ person, own }: { person: Present<RoomPerson>; own: boolean }) {
  const { key, online_at, typing, guest, user_id, away } = person;
  const status = away ? "away" : person.status;
  return (
    <li className="person" data-testid="person" data-status={status}>
      <span className="with-dot" data-status={status}>
        <Avatar name={key} color={colorOf(user_id ?? key)} />
      </span>
      <span className="person-name">
        {key}
        {own && <span className="quiet"> (me)</span>}
        {guest && <span className="chip small">guest</span>}
        <small className="quiet">
          {STATUSES.find(({ value }) => value === status)?.label ?? status}, since{" "}
          {clockTime(new Date(online_at))}
        </small>
      </span>
      {typing && <TypingDots />}
    </li>
  );
}
