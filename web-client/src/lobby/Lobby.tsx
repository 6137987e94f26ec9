import type { Channel } from "phoenix";
import { useRef } from "react";
import { useAlive } from "../channels/useAlive";
import type { RoomMessage } from "../api/types";
import { useChannel } from "../channels/useChannel";
import { ask } from "../channels/ask";
import { usePresence, type Present } from "../channels/usePresence";
import { useSelf } from "../rooms/useSelf";
import { Composer } from "../talk/Composer";
import { named, storedLine, type Line } from "../talk/line";
import { MessageList } from "../talk/MessageList";
import { memberOf } from "../talk/names";
import { TalkLayout } from "../talk/TalkLayout";
import { useConversation } from "../talk/useConversation";
import { useOutbox } from "../talk/useOutbox";
import { Avatar } from "../ui/Avatar";
import { colorOf } from "../ui/colors";
import { clockTime } from "../ui/time";
import { useLatest } from "../ui/useLatest";
import { usePage } from "../ui/usePage";

interface LobbyPerson {
  online_at: number;
  user_id?: number;
  guest?: boolean;
  away?: boolean;
}

/** The place where everyone meets; what is said here is gone when one leaves. */
export function Lobby() {
  usePage("Lobby");
  const self = useSelf();
  const count = useRef(0);
  const presence = usePresence<LobbyPerson>();
  const ownKey = self.keyAmong(presence.people);

  const lineOf = (message: RoomMessage): Line => {
    const { author, guest, user_id, last_initial } = message;
    // Nothing is told twice here, so each is a line of its own.
    const order = ++count.current;
    return {
      ...storedLine(message),
      key: String(order),
      order,
      author,
      authorKey: user_id == null ? author : String(user_id),
      member: memberOf(author, user_id, last_initial),
      guest,
      mine: self.wrote(author, user_id, ownKey),
    };
  };
  const told = (message: RoomMessage) => outbox.told(conversation.told([message]));

  const { channel, state } = useChannel("room:lobby", {
    listen(entered: Channel) {
      presence.track(entered);
      entered.on("new_msg", ({ message }: { message: RoomMessage }) => latest.current(message));
    },
  });

  useAlive(channel, state.status === "joined");

  const conversation = useConversation<RoomMessage>({
    topic: "room:lobby",
    channel,
    joined: state.status === "joined",
    lineOf,
    kept: false,
    member: false,
  });

  const { outbox, outgoing } = useOutbox(`${self.storageKey}:lobby`, {
    history: false,
    ready: state.status === "joined",
    send: ({ id: client_id, text: body }, answered) => {
      if (channel) ask(channel, "new_msg", { body, client_id }, answered);
    },
  });
  const latest = useLatest(told);

  return (
    <TalkLayout
      title="Lobby"
      state={state}
      side={<WhoIsOnline people={presence.people} synced={presence.synced} ownKey={ownKey} />}
    >
      <MessageList
        label="Messages in the lobby"
        lines={named(conversation.lines, [])}
        conversation={conversation}
        outgoing={outgoing}
        outbox={outbox}
        empty={`Hello, ${self.name}! Messages in the lobby are not kept.`}
      />
      <Composer
        label="Message"
        placeholder="Write a message…"
        draftKey={`${self.storageKey}:lobby`}
        send={(text) => outbox.add(text)}
      />
    </TalkLayout>
  );
}

function WhoIsOnline({
  people,
  synced,
  ownKey,
}: {
  people: Present<LobbyPerson>[];
  synced: boolean;
  ownKey: string;
}) {
  return (
    <section aria-labelledby="online-heading">
      <h2 id="online-heading" className="side-heading">
        Online {synced && <span className="count">{people.length}</span>}
      </h2>
      <ul className="people" data-testid="people">
        {!synced && <li className="quiet">Loading participants…</li>}
        {people.map(({ key, online_at, guest, user_id, away }) => (
          <li key={key} className="person" data-testid="person" data-away={away}>
            <Avatar name={key} color={colorOf(user_id ?? key)} />
            <span className="person-name">
              {key}
              {key === ownKey && <span className="quiet"> (me)</span>}
              {guest && <span className="chip small">guest</span>}
              <small className="quiet">
                {away ? "Away" : `Online since ${clockTime(new Date(online_at))}`}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
