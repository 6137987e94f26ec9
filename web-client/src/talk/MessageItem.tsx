import { memo, useCallback, useRef, useState } from "react";
import { Button } from "../ui/Button";
import { colorOf } from "../ui/colors";
import { clockTime, fullTime } from "../ui/time";
import { useDismiss } from "../ui/useDismiss";
import type { Line } from "./line";
import { MessageEditor } from "./MessageEditor";
import { MessageText } from "./MessageText";
import { ReactionChoice, ReactionList } from "./ReactionBar";
import type { Conversation } from "./useConversation";

interface Props {
  line: Line;
  /** It is by the author of the message above it. */
  follows: boolean;
  mentioned: boolean;
  self: string;
  /** The reader's account; guests neither edit nor react. */
  userId: number | undefined;
  readOnly: string;
  edit: Conversation["edit"];
  react: Conversation["react"];
  remove: Conversation["remove"];
  mayRemove: boolean;
}

export const MessageItem = memo(function MessageItem(props: Props) {
  const { line, follows, mentioned, self, userId, readOnly } = props;
  const { edit, react, remove, mayRemove } = props;
  const [editing, setEditing] = useState(false);
  const [choosing, setChoosing] = useState(false);
  // The second press deletes.
  const [asking, setAsking] = useState(false);
  const item = useRef<HTMLLIElement>(null);
  useDismiss(
    choosing,
    item,
    useCallback(() => setChoosing(false), []),
  );
  const changeable = userId !== undefined && line.id !== undefined && readOnly === "";
  return (
    <li
      ref={item}
      className="message"
      data-mine={line.mine}
      data-follows={follows}
      data-mentioned={mentioned}
      data-testid="message"
      onPointerLeave={() => setAsking(false)}
      title={line.at && fullTime(line.at)}
      style={{ "--person": colorOf(line.authorKey) }}
    >
      <p className="message-head">
        <strong className="message-author" data-testid="message-author">
          {line.mine ? self : line.author}
        </strong>
        {line.guest && (
          <span className="chip small" data-testid="message-guest">
            guest
          </span>
        )}
        {line.at && <time dateTime={line.at.toISOString()}>{clockTime(line.at)}</time>}
        {line.edited && (
          <small className="quiet" data-testid="message-edited">
            edited
          </small>
        )}
      </p>
      {editing && changeable ? (
        <MessageEditor
          text={line.text}
          save={(text) => edit(line, text)}
          close={() => setEditing(false)}
        />
      ) : (
        <MessageText text={line.text} />
      )}
      {line.reactions && (
        <ReactionList
          reactions={line.reactions}
          userId={userId}
          readOnly={readOnly}
          react={(reaction, on) => react(line, reaction, on)}
        />
      )}
      {changeable && !editing && (
        <span className="message-actions">
          <Button
            kind="quiet"
            label="Add a reaction"
            expanded={choosing}
            testId="react"
            onClick={() => setChoosing(!choosing)}
          >
            ☺
          </Button>
          {line.mine && (
            <Button kind="quiet" testId="message-edit" onClick={() => setEditing(true)}>
              Edit
            </Button>
          )}
          {mayRemove && (
            <Button
              kind="quiet"
              testId="message-delete"
              onClick={() => (asking ? remove(line) : setAsking(true))}
            >
              {asking ? "Delete for everyone?" : "Delete"}
            </Button>
          )}
        </span>
      )}
      {choosing && changeable && (
        <ReactionChoice
          choose={(reaction) => {
            setChoosing(false);
            react(line, reaction, true);
          }}
        />
      )}
    </li>
  );
});
