import { useCallback } from "react";
import { Link, useNavigate } from "react-router";
import * as api from "../api/api";
import { usePaged } from "../api/usePaged";
import { useSignedIn } from "../session/session";
import { useForm } from "../session/useForm";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { ChatIcon } from "../ui/icons";
import { PagedEnd } from "../ui/PagedEnd";
import { UnreadMark } from "../unread/UnreadMark";
import { useUnread } from "../unread/UnreadProvider";
import { usePage } from "../ui/usePage";

export function ChatList() {
  usePage("Chats");
  const { token } = useSignedIn();
  const unread = useUnread();
  const navigate = useNavigate();
  const list = usePaged(useCallback((after: number) => api.chats(token, after), [token]));
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
      {!list.loading && !list.error && list.items.length === 0 && (
        <p className="empty">There are no chats yet. Create the first one.</p>
      )}
      <ul className="cards">
        {list.items.map(({ id, room_name }) => (
          <li key={id}>
            <Link className="card card-link row" to={`/chats/${id}`} data-testid="chat">
              <ChatIcon />
              <h2>{room_name}</h2>
              <UnreadMark count={unread.get(`chat:${id}`) ?? 0} />
            </Link>
          </li>
        ))}
      </ul>
      <PagedEnd list={list} />
    </div>
  );
}
