import type { Channel } from "phoenix";
import { useRef, useState } from "react";
import { useAlive } from "../channels/useAlive";
import { useChannel } from "../channels/useChannel";
import { ask } from "../channels/ask";
import { usePresence, type Present } from "../channels/usePresence";
import { useSelf } from "../rooms/useSelf";
import { Composer } from "../talk/Composer";
import { merged, named, type Line } from "../talk/line";
import { MessageList } from "../talk/MessageList";
import { memberOf } from "../talk/names";
import { TalkLayout } from "../talk/TalkLayout";
import { useOutbox } from "../talk/useOutbox";
import { Avatar } from "../ui/Avatar";
import { colorOf } from "../ui/colors";
import { clockTime } from "../ui/time";
import { useLatest } from "../ui/useLatest";
import { usePage } from "../ui/usePage";

interface LobbyMessage {
  user: string;
  body: string;
  guest?: boolean;
  user_id?: number | null;
  last_initial?: string | null;
  timestamp: number;
}

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
  const [lines, setLines] = useState<readonly Line[]>([]);
  const count = useRef(0);
  const presence = usePresence<LobbyPerson>();
  const ownKey = self.keyAmong(presence.people);

  const told = (message: LobbyMessage) => {
    const { user, body, timestamp, guest, user_id, last_initial } = message;
    // Nothing is told twice here, so each is a line of its own.
    const order = ++count.current;
    const line: Line = {
      key: String(order),
      order,
      author: user,
      authorKey: user_id == null ? user : String(user_id),
      member: memberOf(user, user_id, last_initial),
      guest,
      mine: self.wrote(user, user_id, ownKey),
      text: body,
      at: new Date(timestamp),
    };
    setLines((known) => merged(known, [line]));
    outbox.told([line]);
  };

  const { channel, state } = useChannel("room:lobby", {
    listen(entered: Channel) {
      presence.track(entered);
      entered.on("message:new", (message: LobbyMessage) => latest.current(message));
    },
  });

  useAlive(channel, state.status === "joined");

  const { outbox, outgoing } = useOutbox(`${self.storageKey}:lobby`, {
    history: false,
    ready: state.status === "joined",
    send: (text, answered) => {
      if (channel) ask(channel, "message:new", text, answered);
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
        lines={named(lines, [])}
        outgoing={outgoing}
        outbox={outbox}
        empty={`Hello, ${self.name}! What is said in the lobby is not kept.`}
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
