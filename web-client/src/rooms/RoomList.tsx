import { useCallback, useState } from "react";
import { Link } from "react-router";
import * as api from "../api/api";
import type { Cursor, PeopleHere } from "../api/types";
import { usePaged } from "../api/usePaged";
import { ListFrame } from "../lists/ListFrame";
import { People, peopleText } from "../lists/People";
import { useListQuery } from "../lists/useListQuery";
import { usePeople } from "../lists/usePeople";
import { useSession } from "../session/session";
import { ChatIcon } from "../ui/icons";
import { clockTime, fullTime } from "../ui/time";
import { UnreadMark } from "../unread/UnreadMark";
import { useUnread } from "../unread/UnreadProvider";

/** The rooms that exist, and the lobby. */
export function RoomList() {
  const { session } = useSession();
  const token = session.state === "signed_in" ? session.token : undefined;
  const unread = useUnread();
  const state = useListQuery();
  const { search } = state.query;
  const [lobby, setLobby] = useState<PeopleHere>();
  const list = usePaged(
    useCallback(
      async (after: Cursor) => {
        const part = await api.rooms(token, search, after);
        setLobby(part.lobby);
        return part;
      },
      [token, search],
    ),
  );
  const people = usePeople(["room:lobby", ...list.items.map(({ name }) => `room:${name}`)]);
  const inLobby = people.get("room:lobby") ?? lobby;

  return (
    <>
      <p className="quiet">
        Or join <Link to="/lobby">the lobby</Link>
        {inLobby && (
          <span data-testid="in-lobby">
            {" "}
            ({inLobby.people === 0 ? "empty now" : peopleText(inLobby)})
          </span>
        )}
        .
      </p>
      <ListFrame
        what="rooms"
        list={list}
        state={state}
        empty="There are no rooms yet. Join one to open it."
        keyOf={({ name }) => name}
      >
        {(room) => (
          <Link
            className="card card-link"
            to={`/rooms/${encodeURIComponent(room.name)}`}
            data-testid="room"
          >
            <span className="card-title">
              <ChatIcon />
              <h2>{room.name}</h2>
              <UnreadMark count={unread.get(`room:${room.name}`) ?? 0} />
            </span>
            <small className="card-facts quiet">
              {room.active_at ? (
                <time dateTime={room.active_at} title={fullTime(new Date(room.active_at))}>
                  Active {clockTime(new Date(room.active_at))}
                </time>
              ) : (
                "No messages yet"
              )}
            </small>
            <People here={people.get(`room:${room.name}`) ?? room} />
          </Link>
        )}
      </ListFrame>
    </>
  );
}
