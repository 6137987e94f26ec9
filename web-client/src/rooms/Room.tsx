import type { Channel } from "phoenix";
import { useState } from "react";
import { Link, useParams } from "react-router";
import type { RoomMessage } from "../api/types";
import { ask, REPEATABLE_MS } from "../channels/ask";
import { useAlive } from "../channels/useAlive";
import { useChannel } from "../channels/useChannel";
import { usePresence } from "../channels/usePresence";
import { Composer } from "../talk/Composer";
import { memberOf } from "../talk/names";
import { named, storedLine, type Line } from "../talk/line";
import { MessageList } from "../talk/MessageList";
import { TalkLayout } from "../talk/TalkLayout";
import { useConversation } from "../talk/useConversation";
import { useOutbox } from "../talk/useOutbox";
import { useTypingSignal } from "../talk/useTypingSignal";
import { useLatest } from "../ui/useLatest";
import { usePage } from "../ui/usePage";
import { RoomPeople, type RoomPerson } from "./RoomPeople";
import { useKeptStatus } from "./keptStatus";
import { useSelf } from "./useSelf";

/** The room in the address; another is another room. */
export function Room() {
  const { name = "" } = useParams();
  return <RoomView key={name} room={name} />;
}

function RoomView({ room }: { room: string }) {
  usePage(room);
  const self = useSelf();
  const [status, setStatus] = useKeptStatus(self.storageKey);
  const [historyTold, setHistoryTold] = useState(false);
  const presence = usePresence<RoomPerson>();
  const ownKey = self.keyAmong(presence.people);

  const isMine = ({ author, user_id }: RoomMessage) => self.wrote(author, user_id, ownKey);
  const told = (messages: RoomMessage[], history = false) =>
    outbox.told(conversation.told(messages, history));

  const { channel, state } = useChannel(`room:${room}`, {
    listen(entered: Channel) {
      presence.track(entered);
      entered.on("message_history", ({ messages }: { messages: RoomMessage[] }) => {
        latest.current(messages, true);
        setHistoryTold(true);
      });
      entered.on("new_msg", ({ message }: { message: RoomMessage }) => latest.current([message]));
      entered.on("message:deleted", ({ id }: { id: number }) => conversation.deleted(id));
      entered.on("message:changed", ({ message }: { message: RoomMessage }) =>
        latest.current([message]),
      );
    },
    joined(_answer, entered) {
      // Coming back makes one online again; that is not what was chosen.
      if (status !== "online") entered.push("new_status", { status });
    },
    left: () => setHistoryTold(false),
  });
  const joined = state.status === "joined";

  useAlive(channel, joined);

  const conversation = useConversation<RoomMessage>({
    topic: `room:${room}`,
    channel,
    joined,
    lineOf: (message) => ({ ...lineOf(message), mine: isMine(message) }),
    kept: true,
    member: self.account !== undefined,
  });

  const { outbox, outgoing } = useOutbox(`${self.storageKey}:room:${room}`, {
    history: true,
    // Look for messages that were sent before in the history first.
    ready: joined && historyTold,
    send: ({ id: client_id, text: body }, answered) => {
      if (channel) ask(channel, "new_msg", { body, client_id }, answered, REPEATABLE_MS);
    },
  });
  const latest = useLatest(told);

  const signal = (event: string, payload: object = {}) => {
    if (channel && joined) channel.push(event, payload);
  };
  const typing = useTypingSignal(
    () => signal("typing"),
    () => signal("stop_typing"),
  );

  return (
    <TalkLayout
      title={room}
      state={state}
      back={<Link to="/rooms">Another room</Link>}
      side={
        <RoomPeople
          people={presence.people}
          synced={presence.synced}
          ownKey={ownKey}
          status={status}
          choose={(chosen) => {
            setStatus(chosen);
            signal("new_status", { status: chosen });
          }}
        />
      }
    >
      <MessageList
        label={`Messages in ${room}`}
        lines={named(
          conversation.lines.map((line) => ({
            ...line,
            mine: self.wrote(line.author, line.member?.id, ownKey),
          })),
          [],
        )}
        conversation={conversation}
        reader={self.account}
        outgoing={outgoing}
        outbox={outbox}
        empty="No messages yet. Say hello!"
      />
      <Composer
        label="Message"
        placeholder="Write a message…"
        draftKey={`${self.storageKey}:room:${room}`}
        send={(text) => outbox.add(text)}
        typed={typing.typed}
        stopped={typing.stopped}
      />
    </TalkLayout>
  );
}

/** Messages without an id are told apart by author and time. */
function lineOf(message: RoomMessage): Line {
  const { id, author, guest, user_id, last_initial, content, inserted_at } = message;
  const stored = storedLine(message);
  return {
    ...stored,
    key: id === undefined ? `${inserted_at} ${author} ${content}` : String(id),
    id,
    order: id ?? stored.at.getTime(),
    author,
    authorKey: user_id == null ? author : String(user_id),
    member: memberOf(author, user_id, last_initial),
    guest,
    mine: false,
  };
}
