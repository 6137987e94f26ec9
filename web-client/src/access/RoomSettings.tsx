import { useCallback, useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { openRoom, removeMember, type OpenedRoom, type RoomKind, type RoomRef } from "../api/rooms";
import { asApiError, useLoaded } from "../api/useLoaded";
import { useSignedIn } from "../session/session";
import { Button } from "../ui/Button";
import { Loading } from "../ui/Loading";
import { Notice } from "../ui/Notice";
import { usePage } from "../ui/usePage";
import { isOwner } from "./access";
import { DeleteRoom } from "./DeleteRoom";
import { EditRoom } from "./EditRoom";
import { Invites } from "./Invites";
import { RoomMembers } from "./RoomMembers";
import { RoomRules } from "./RoomRules";

/** The members of a room and their roles; for owners, all settings of the room. */
export function RoomSettings({ kind }: { kind: RoomKind }) {
  const { id = "" } = useParams();
  return <Settings key={id} kind={kind} id={id} />;
}

function Settings({ kind, id }: RoomRef) {
  const { token } = useSignedIn();
  const [loaded, reload] = useLoaded(
    useCallback(() => openRoom(token, { kind, id }), [token, kind, id]),
  );
  const [changed, setChanged] = useState<OpenedRoom>();
  usePage("Share and settings");

  if (loaded.state === "loading") return <Loading />;
  if (loaded.state === "failed") {
    return (
      <div className="centered" role="alert" data-testid="room-notice">
        <h1>This {kind} cannot be opened</h1>
        <p className="quiet">
          {loaded.error.status === 404
            ? `This ${kind} doesn’t exist, or it is private.`
            : loaded.error.message}
        </p>
        <Button onClick={reload}>Try again</Button>
      </div>
    );
  }
  const room = { kind, id };
  const { text, access } = changed ?? loaded.value;
  const name = text.title ?? text.room_name ?? "";
  const owner = isOwner(access);
  return (
    <div className="page room-settings" data-testid="room-settings-page">
      <header className="page-head">
        <div>
          <p className="kicker">Share and settings</p>
          <h1 data-testid="settings-title">{name}</h1>
        </div>
        <Link className="button" to={`/${kind}s/${id}`} data-testid="back-to-room">
          Back to the {kind}
        </Link>
      </header>
      {owner && <RoomRules room={room} access={access} changed={setChanged} />}
      {owner && <Invites room={room} />}
      <RoomMembers room={room} access={access} />
      {owner && <EditRoom room={room} text={text} changed={setChanged} />}
      {owner ? (
        <DeleteRoom room={room} name={name} access={access} changed={setChanged} />
      ) : (
        access.visibility === "private" && <Leave room={room} />
      )}
    </div>
  );
}

function Leave({ room }: { room: RoomRef }) {
  const { token, user } = useSignedIn();
  const navigate = useNavigate();
  const [error, setError] = useState<string>();

  const leave = async () => {
    try {
      await removeMember(token, room, user.id);
      await navigate(`/${room.kind}s`);
    } catch (failure) {
      setError(asApiError(failure).message);
    }
  };

  return (
    <section className="card form" aria-labelledby="leave-heading">
      <h2 id="leave-heading">Leave</h2>
      {error && <Notice>{error}</Notice>}
      <p className="quiet">To come back, you need an invite.</p>
      <div className="actions">
        <Button onClick={() => void leave()} testId="leave-room">
          Leave this {room.kind}
        </Button>
      </div>
    </section>
  );
}
