import { useState } from "react";
import { changeRoom, type OpenedRoom, type RoomChange, type RoomRef } from "../api/rooms";
import type { Access } from "../api/types";
import { asApiError } from "../api/useLoaded";
import { useSignedIn } from "../session/session";
import { Notice } from "../ui/Notice";

interface Props {
  room: RoomRef;
  access: Access;
  changed: (room: OpenedRoom) => void;
}

/** What holds for everyone in the room. */
export function RoomRules({ room, access, changed }: Props) {
  const { token } = useSignedIn();
  const [error, setError] = useState<string>();

  const change = async (what: RoomChange) => {
    setError(undefined);
    try {
      changed(await changeRoom(token, room, what));
    } catch (failure) {
      setError(asApiError(failure).message);
    }
  };

  return (
    <section className="card form" aria-labelledby="rules-heading">
      <h2 id="rules-heading">Access</h2>
      {error && <Notice>{error}</Notice>}
      <label className="choice">
        <input
          type="checkbox"
          checked={access.visibility === "private"}
          data-testid="private"
          onChange={(event) =>
            void change({ visibility: event.target.checked ? "private" : "open" })
          }
        />
        <span>
          Private
          <small className="quiet">
            Only members can open it. Otherwise, everyone with an account can open and edit it.
          </small>
        </span>
      </label>
      {room.kind === "challenge" && (
        <label className="choice">
          <input
            type="checkbox"
            checked={access.locked}
            data-testid="locked"
            onChange={(event) => void change({ locked: event.target.checked })}
          />
          <span>
            Lock the text
            <small className="quiet">
              Nobody can edit it until you unlock it. The chat stays open.
            </small>
          </span>
        </label>
      )}
    </section>
  );
}
