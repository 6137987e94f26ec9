import { useState } from "react";
import { useNavigate } from "react-router";
import { changeRoom, deleteRoom, type OpenedRoom, type RoomRef } from "../api/rooms";
import type { Access } from "../api/types";
import { asApiError } from "../api/useLoaded";
import { useSignedIn } from "../session/session";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";

interface Props {
  room: RoomRef;
  name: string;
  access: Access;
  changed: (room: OpenedRoom) => void;
}

/** Puts a room away, or deletes it for good; asks once more before that. */
export function DeleteRoom({ room, name, access, changed }: Props) {
  const { token } = useSignedIn();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<string>();

  const guarded = async (action: () => Promise<void>) => {
    setError(undefined);
    try {
      await action();
    } catch (failure) {
      setError(asApiError(failure).message);
    }
  };

  const archive = () =>
    guarded(async () => changed(await changeRoom(token, room, { archived: !access.archived })));

  const remove = () =>
    guarded(async () => {
      await deleteRoom(token, room);
      await navigate(`/${room.kind}s`);
    });

  return (
    <section className="card form" aria-labelledby="delete-heading">
      <h2 id="delete-heading">Archive or delete</h2>
      {error && <Notice>{error}</Notice>}
      <p className="quiet">
        {access.archived
          ? `This ${room.kind} is archived: it can only be read, and is not in the list.`
          : `An archived ${room.kind} can only be read, and is not in the list.`}
      </p>
      <div className="actions">
        <Button onClick={() => void archive()} testId="archive">
          {access.archived ? "Restore" : "Archive"}
        </Button>
        {!asking && (
          <Button onClick={() => setAsking(true)} testId="delete">
            Delete…
          </Button>
        )}
      </div>
      {asking && (
        <div role="alertdialog" aria-labelledby="delete-question">
          <p id="delete-question">
            Delete “{name}” for everyone, with all that was written in it? This cannot be undone.
          </p>
          <div className="actions">
            <Button kind="primary" onClick={() => void remove()} testId="confirm-delete">
              Delete
            </Button>
            <Button onClick={() => setAsking(false)}>Cancel</Button>
          </div>
        </div>
      )}
    </section>
  );
}
