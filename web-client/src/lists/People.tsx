import type { PeopleHere } from "../api/types";
import { PeopleIcon } from "../ui/icons";

/** Who is in a room now. It always takes one line, so that nothing moves when people come. */
export function People({ here }: { here: PeopleHere }) {
  return (
    <span className="card-people" data-testid="here" data-people={here.people}>
      {here.people > 0 && <PeopleIcon />}
      <span>{peopleText(here)}</span>
    </span>
  );
}

/** "Ann, Bob and 2 more", or that the room is empty. */
export function peopleText({ people, names }: PeopleHere): string {
  const others = people - names.length;
  if (people === 0) return "Empty now";
  if (names.length === 0) return people === 1 ? "1 person here" : `${people} people here`;
  return `${names.join(", ")}${others > 0 ? ` and ${others} more` : ""} here`;
}
