import { useCallback } from "react";
import { Link, useNavigate } from "react-router";
import * as api from "../api/api";
import type { Cursor } from "../api/types";
import { usePaged } from "../api/usePaged";
import { ListFrame } from "../lists/ListFrame";
import { People } from "../lists/People";
import { RoomFactsLine } from "../lists/RoomFactsLine";
import { useListQuery } from "../lists/useListQuery";
import { usePeople } from "../lists/usePeople";
import { useSignedIn } from "../session/session";
import { useForm } from "../session/useForm";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { ChatIcon } from "../ui/icons";
import { UnreadMark } from "../unread/UnreadMark";
import { useUnread } from "../unread/UnreadProvider";
import { usePage } from "../ui/usePage";

export function ChatList() {
  usePage("Chats");
  const { token } = useSignedIn();
  const unread = useUnread();
  const navigate = useNavigate();
  const state = useListQuery();
  const { query } = state;
  const list = usePaged(
    useCallback((after: Cursor) => api.chats(token, query, after), [token, query]),
  );
  const people = usePeople(list.items.map(({ id }) => `chat:${id}`));
  const { submit, error, busy } = useForm(async ({ room_name = "", visibility }) => {
    const created = await api.createChat(token, room_name, visibility ? "private" : "open");
    await navigate(`/chats/${created.id}`);
  });

  return (
    <div className="page" data-testid="chats">
      <header className="page-head">
        <div>
          <h1>Chats</h1>
          <p className="quiet">Messages are kept.</p>
        </div>
      </header>
      <form className="inline-form card" onSubmit={submit} data-testid="chat-form">
        <Field
          label="Name of a new chat"
          name="room_name"
          required
          maxLength={100}
          testId="room-name"
          error={error && (error.fields["room_name"] ?? error.message)}
        />
        <label className="choice">
          <input type="checkbox" name="visibility" value="private" data-testid="private" />
          <span>Private</span>
        </label>
        <Button kind="primary" type="submit" disabled={busy} testId="submit">
          Create
        </Button>
      </form>
      <ListFrame
        what="chats"
        list={list}
        state={state}
        filters={["show", "sort", "archived"]}
        empty="There are no chats yet. Create the first one."
        keyOf={({ id }) => id}
      >
        {(chat) => (
          <Link className="card card-link" to={`/chats/${chat.id}`} data-testid="chat">
            <span className="card-title">
              <ChatIcon />
              <h2>{chat.room_name}</h2>
              <UnreadMark count={unread.get(`chat:${chat.id}`) ?? 0} />
              {chat.visibility === "private" && <span className="chip">Private</span>}
            </span>
            <RoomFactsLine {...chat} />
            <People here={people.get(`chat:${chat.id}`) ?? chat} />
          </Link>
        )}
      </ListFrame>
    </div>
  );
}
