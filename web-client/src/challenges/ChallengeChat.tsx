import { Composer } from "../talk/Composer";
import type { Line } from "../talk/line";
import { MessageList } from "../talk/MessageList";
import type { Conversation } from "../talk/useConversation";
import { UnreadMark } from "../unread/UnreadMark";
import { useSignedIn } from "../session/session";
import type { Outbox, Outgoing } from "../talk/outbox";
import { Button } from "../ui/Button";
import { ChatIcon, CloseIcon } from "../ui/icons";

interface Props {
  draftKey: string;
  readOnly: boolean;
  owner: boolean;
  open: boolean;
  toggle: () => void;
  lines: readonly Line[];
  conversation: Conversation;
  outgoing: readonly Outgoing[];
  outbox: Outbox;
}

/** The talk next to the code; it can be put away. */
export function ChallengeChat(props: Props) {
  const { draftKey, readOnly, owner, open, toggle, lines, conversation, outgoing, outbox } = props;
  const { user } = useSignedIn();
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
        <MessageList
          label="Chat"
          lines={lines}
          conversation={conversation}
          reader={readOnly ? undefined : user}
          owner={owner}
          outgoing={outgoing}
          outbox={outbox}
          empty="No messages yet."
        />
        {!readOnly && (
          <Composer
            label="Message"
            placeholder="Write a message…"
            draftKey={draftKey}
            send={(text) => outbox.add(text)}
          />
        )}
      </div>
    </section>
  );
}
