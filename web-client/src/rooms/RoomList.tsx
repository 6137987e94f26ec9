import { useCallback } from "react";
import { Link } from "react-router";
import * as api from "../api/api";
import type { Cursor } from "../api/types";
import { usePaged } from "../api/usePaged";
import { ListFrame } from "../lists/ListFrame";
import { People } from "../lists/People";
import { useListQuery } from "../lists/useListQuery";
import { usePeople } from "../lists/usePeople";
import { useSession } from "../session/session";
import { ChatIcon } from "../ui/icons";
import { clockTime, fullTime } from "../ui/time";
import { UnreadMark } from "../unread/UnreadMark";
import { useUnread } from "../unread/UnreadProvider";

/** The rooms that exist. */
export function RoomList() {
  const { session } = useSession();
  const token = session.state === "signed_in" ? session.token : undefined;
  const unread = useUnread();
  const state = useListQuery();
  const { search } = state.query;
  const list = usePaged(
    useCallback((after: Cursor) => api.rooms(token, search, after), [token, search]),
  );
  const people = usePeople(list.items.map(({ name }) => `room:${name}`));

  return (
    <div className="page" data-testid="rooms">
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
    </div>
  );
}
