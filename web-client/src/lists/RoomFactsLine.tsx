import type { RoomFacts } from "../api/types";
import { clockTime, fullTime, shortDay } from "../ui/time";

/** Who created a room and when, and when somebody wrote in it last. */
export function RoomFactsLine({ author, inserted_at, active_at }: RoomFacts) {
  const created = new Date(inserted_at);
  const active = new Date(active_at);
  return (
    <small className="card-facts quiet">
      {author && (
        <span data-testid="author">
          {author.first_name} {author.last_name}
        </span>
      )}
      <time dateTime={inserted_at} title={`Created ${fullTime(created)}`} data-testid="created">
        {shortDay(created)}
      </time>
      <time dateTime={active_at} title={`Last activity ${fullTime(active)}`}>
        Active {clockTime(active)}
      </time>
    </small>
  );
}
