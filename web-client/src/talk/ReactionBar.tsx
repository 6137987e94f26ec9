import type { Reactions } from "../api/types";

/** As the server knows them. */
const KNOWN: { reaction: string; name: string }[] = [
  { reaction: "👍", name: "thumbs up" },
  { reaction: "❤️", name: "heart" },
  { reaction: "😂", name: "laughing" },
  { reaction: "🎉", name: "celebration" },
  { reaction: "🤔", name: "thinking" },
  { reaction: "👀", name: "looking" },
  { reaction: "✅", name: "done" },
  { reaction: "🙏", name: "thank you" },
];

/** The reactions to a message, each a button that adds or takes back the reader's own. */
export function ReactionList({
  reactions,
  userId,
  readOnly,
  react,
}: {
  reactions: Reactions;
  userId: number | undefined;
  readOnly: string;
  react: (reaction: string, on: boolean) => void;
}) {
  const shown = KNOWN.filter(({ reaction }) => reactions[reaction]?.length);
  if (shown.length === 0) return null;
  return (
    <ul className="reactions" aria-label="Reactions" data-testid="reactions">
      {shown.map(({ reaction, name }) => {
        const accounts = reactions[reaction]!;
        const own = userId !== undefined && accounts.includes(userId);
        return (
          <li key={reaction}>
            <button
              type="button"
              className="reaction"
              aria-label={`${name}: ${accounts.length}`}
              aria-pressed={own}
              disabled={userId === undefined || readOnly !== ""}
              title={readOnly || undefined}
              data-testid="reaction"
              onClick={() => react(reaction, !own)}
            >
              {reaction} {accounts.length}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** The reactions to choose from. */
export function ReactionChoice({ choose }: { choose: (reaction: string) => void }) {
  return (
    <span className="reaction-menu" role="group" aria-label="Reactions">
      {KNOWN.map(({ reaction, name }) => (
        <button
          key={reaction}
          type="button"
          className="reaction"
          aria-label={name}
          data-testid="reaction-choice"
          onClick={() => choose(reaction)}
        >
          {reaction}
        </button>
      ))}
    </span>
  );
}
