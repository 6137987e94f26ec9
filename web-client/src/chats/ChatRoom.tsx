import type { Channel } from "phoenix";
import { useState } from "react";
import { Link, useParams } from "react-router";
import type { Chat, ChatMessage } from "../api/types";
import { ask } from "../channels/ask";
import { useAlive } from "../channels/useAlive";
import { useChannel } from "../channels/useChannel";
import { usePresence } from "../channels/usePresence";
import { useSignedIn } from "../session/session";
import { Composer } from "../talk/Composer";
import { merged, named, type Line } from "../talk/line";
import { MessageList } from "../talk/MessageList";
import { asMember } from "../talk/names";
import { TalkLayout } from "../talk/TalkLayout";
import { useOutbox } from "../talk/useOutbox";
import { useTypingSignal } from "../talk/useTypingSignal";
import { usePage } from "../ui/usePage";
import { Members, type Member } from "./Members";

/** The chat in the address; another is another room. */
export function ChatRoom() {
  const { id = "" } = useParams();
  return <ChatView key={id} id={id} />;
}

function ChatView({ id }: { id: string }) {
  const { user } = useSignedIn();
  const [name, setName] = useState("");
  const [lines, setLines] = useState<readonly Line[]>([]);
  const presence = usePresence<Member>();
  usePage(name || "Chat");

  const told = (messages: ChatMessage[]) => {
    const lately = messages.map((message) => lineOf(message, user.id));
    setLines((known) => merged(known, lately));
    outbox.told(lately);
  };

  const { channel, state } = useChannel<{ chat: Chat }>(`chat:${id}`, {
    listen(entered: Channel) {
      presence.track(entered);
      entered.on("message", ({ chat }: { chat: Chat }) => told(chat.messages));
    },
    joined({ chat }) {
      setName(chat.room_name);
      told(chat.messages);
    },
  });
  const joined = state.status === "joined";

  useAlive(channel, joined);

  const { outbox, outgoing } = useOutbox(`${user.id}:chat:${id}`, {
    history: true,
    ready: joined,
    send(content, answered) {
      if (!channel) return;
      // Only the others are told of the message; the reply brings it here.
      ask<{ message?: ChatMessage }>(channel, "message", { content }, (answer) => {
        if (answer.status === "ok" && answer.value.message) told([answer.value.message]);
        answered(answer);
      });
    },
  });

  const signal = (event: string) => {
    if (channel && joined) channel.push(event, {});
  };
  const typing = useTypingSignal(
    () => signal("typing"),
    () => signal("stop_typing"),
  );

  return (
    <TalkLayout
      title={name || "Chat"}
      state={state}
      back={<Link to="/chats">All chats</Link>}
      side={<Members people={presence.people} synced={presence.synced} userId={user.id} />}
    >
      <MessageList
        label={`Messages in ${name}`}
        lines={named(lines, presence.people.map(asMember))}
        outgoing={outgoing}
        outbox={outbox}
        empty="Nothing has been said yet. Say hello!"
      />
      <Composer
        label="Message"
        placeholder="Write a message…"
        draftKey={`${user.id}:chat:${id}`}
        send={(text) => outbox.add(text)}
        typed={typing.typed}
        stopped={typing.stopped}
      />
    </TalkLayout>
  );
}

function lineOf({ id, user, content, inserted_at }: ChatMessage, userId: number): Line {
  return {
    key: String(id),
    order: id,
    author: user.first_name,
    authorKey: String(user.id),
    member: user,
    mine: user.id === userId,
    text: content,
    at: new Date(inserted_at),
  };
}
