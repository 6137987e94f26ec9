import { useCallback } from "react";
import { Composer } from "../talk/Composer";
import { GoToLine } from "../talk/lineLinks";
import type { Line } from "../talk/line";
import { MessageList } from "../talk/MessageList";
import type { Conversation } from "../talk/useConversation";
import { UnreadMark } from "../unread/UnreadMark";
import { useSignedIn } from "../session/session";
import type { Outbox, Outgoing } from "../talk/outbox";
import { Button } from "../ui/Button";
import { ChatIcon, CloseIcon } from "../ui/icons";
import { useLatest } from "../ui/useLatest";

interface Props {
  draftKey: string;
  /** Why the reader cannot write, in words; empty if they can. */
  readOnly: string;
  owner: boolean;
  open: boolean;
  toggle: () => void;
  lines: readonly Line[];
  conversation: Conversation;
  outgoing: readonly Outgoing[];
  outbox: Outbox;
  goToLine: (line: number) => void;
  /** The line of the reader's cursor, as text for a message. */
  lineHere: () => string;
}

/** The talk next to the code; it can be put away. */
export function ChallengeChat(props: Props) {
  const { draftKey, readOnly, owner, open, toggle, lines, conversation, outgoing, outbox } = props;
  const { user } = useSignedIn();
  const latest = useLatest(props.goToLine);
  const goToLine = useCallback((line: number) => latest.current(line), [latest]);
  return (
    <section
      id="chat"
      className="room-chat"
      aria-labelledby="chat-heading"
      tabIndex={-1}
      data-open={open}
    >
      <header className="chat-head">
        <h2 id="chat-heading">Chat</h2>
        <Button
          kind="quiet"
          label={open ? "Hide the chat" : "Show the chat"}
          expanded={open}
          controls="chat-body"
          testId="chat-toggle"
          onClick={toggle}
        >
          {open ? <CloseIcon /> : <ChatIcon />}
          {!open && <UnreadMark count={conversation.unseen} />}
        </Button>
      </header>
      <div id="chat-body" className="chat-body" hidden={!open}>
        <GoToLine value={goToLine}>
          <MessageList
            label="Chat"
            lines={lines}
            conversation={conversation}
            reader={user}
            readOnly={readOnly}
            owner={owner}
            outgoing={outgoing}
            outbox={outbox}
            empty="No messages yet."
          />
        </GoToLine>
        {readOnly === "" ? (
          <Composer
            label="Message"
            placeholder="Write a message…"
            draftKey={draftKey}
            insertion={{ label: "Link to your line", text: props.lineHere }}
            send={(text) => outbox.add(text)}
          />
        ) : (
          <p className="chat-read-only" data-testid="chat-read-only">
            {readOnly}
          </p>
        )}
      </div>
    </section>
  );
}
