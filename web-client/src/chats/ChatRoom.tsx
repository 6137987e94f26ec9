import type { Channel } from "phoenix";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { isOwner, mayTakePart, whyReadOnly } from "../access/access";
import { useAccess } from "../access/useAccess";
import type { Access, Chat, ChatMessage } from "../api/types";
import { ask, REPEATABLE_MS } from "../channels/ask";
import { useAlive } from "../channels/useAlive";
import { useChannel, type ChannelState } from "../channels/useChannel";
import { usePresence } from "../channels/usePresence";
import { useSignedIn } from "../session/session";
import { Composer } from "../talk/Composer";
import { accountLine, named } from "../talk/line";
import { MessageList } from "../talk/MessageList";
import { asMember } from "../talk/names";
import { TalkLayout } from "../talk/TalkLayout";
import { useConversation } from "../talk/useConversation";
import { useOutbox } from "../talk/useOutbox";
import { useTypingSignal } from "../talk/useTypingSignal";
import { Notice } from "../ui/Notice";
import { usePage } from "../ui/usePage";
import { Members, type Member } from "./Members";

const DELETED: ChannelState = { status: "refused", reason: "deleted" };

/** The chat in the address; another is another room. */
export function ChatRoom() {
  const { id = "" } = useParams();
  return <ChatView key={id} id={id} />;
}

function ChatView({ id }: { id: string }) {
  const { user } = useSignedIn();
  const [name, setName] = useState("");
  const presence = usePresence<Member>();
  usePage(name || "Chat");

  const told = (messages: ChatMessage[], history = false) =>
    outbox.told(conversation.told(messages, history));

  const own = useAccess({ edited: ({ room_name }) => room_name && setName(room_name) });
  const { channel, state: channelState } = useChannel<{ chat: Chat; access?: Access }>(
    `chat:${id}`,
    {
      listen(entered: Channel) {
        own.listen(entered);
        presence.track(entered);
        entered.on("message", ({ chat }: { chat: Chat }) => told(chat.messages));
        entered.on("message:changed", ({ message }: { message: ChatMessage }) => told([message]));
        entered.on("message:deleted", ({ id }: { id: number }) => conversation.deleted(id));
      },
      joined({ chat, access }) {
        own.joined(access);
        setName(chat.room_name);
        told(chat.messages, true);
      },
    },
  );
  const state = own.deleted ? DELETED : channelState;
  const joined = state.status === "joined";

  useAlive(channel, joined);

  const conversation = useConversation<ChatMessage>({
    topic: `chat:${id}`,
    channel,
    joined,
    lineOf: (message) => accountLine(message, user.id),
    kept: true,
    member: true,
  });

  const { outbox, outgoing } = useOutbox(`${user.id}:chat:${id}`, {
    history: true,
    ready: joined,
    send({ id: client_id, text: content }, answered) {
      if (!channel) return;
      // Only the others are told of the message; the reply brings it here.
      ask<{ message?: ChatMessage }>(
        channel,
        "message",
        { content, client_id },
        (answer) => {
          if (answer.status === "ok" && answer.value.message) told([answer.value.message]);
          answered(answer);
        },
        REPEATABLE_MS,
      );
    },
  });

  const signal = (event: string) => {
    if (channel && joined) channel.push(event, {});
  };
  const typing = useTypingSignal(
    () => signal("typing"),
    () => signal("stop_typing"),
  );

  const readOnly = mayTakePart(own.access) ? "" : whyReadOnly(own.access, "chat");
  return (
    <TalkLayout
      title={name || "Chat"}
      state={state}
      back={<Link to="/chats">All chats</Link>}
      side={
        <>
          <Members people={presence.people} synced={presence.synced} userId={user.id} />
          <Link to={`/chats/${id}/settings`} data-testid="room-settings">
            {isOwner(own.access) ? "Share and settings" : "All members"}
          </Link>
        </>
      }
    >
      <MessageList
        label={`Messages in ${name}`}
        lines={named(conversation.lines, presence.people.map(asMember))}
        conversation={conversation}
        reader={user}
        readOnly={readOnly}
        owner={isOwner(own.access)}
        outgoing={outgoing}
        outbox={outbox}
        empty="No messages yet. Say hello!"
      />
      {readOnly === "" ? (
        <Composer
          label="Message"
          placeholder="Write a message…"
          draftKey={`${user.id}:chat:${id}`}
          send={(text) => outbox.add(text)}
          typed={typing.typed}
          stopped={typing.stopped}
        />
      ) : (
        <Notice kind="info" testId="read-only">
          {readOnly}
        </Notice>
      )}
    </TalkLayout>
  );
}
