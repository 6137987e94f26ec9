import { useId, useState } from "react";
import { changeRoom, type OpenedRoom, type RoomRef, type RoomText } from "../api/rooms";
import { useSignedIn } from "../session/session";
import { useForm } from "../session/useForm";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { Notice } from "../ui/Notice";

interface Props {
  room: RoomRef;
  text: RoomText;
  changed: (room: OpenedRoom) => void;
}

/** Edits the texts of a room. */
export function EditRoom({ room, text, changed }: Props) {
  const { token } = useSignedIn();
  const promptId = useId();
  const [saved, setSaved] = useState(false);
  const { submit, error, busy } = useForm(async (data) => {
    setSaved(false);
    changed(await changeRoom(token, room, data));
    setSaved(true);
  });

  return (
    <form className="card form" onSubmit={submit} data-testid="edit-room">
      <h2>{room.kind === "challenge" ? "Title and prompt" : "Name"}</h2>
      {error && <Notice testId="edit-error">{error.message}</Notice>}
      {saved && (
        <Notice kind="info" testId="edit-saved">
          Saved.
        </Notice>
      )}
      {room.kind === "challenge" ? (
        <>
          <Field
            label="Title"
            name="title"
            required
            maxLength={200}
            defaultValue={text.title}
            testId="edit-title"
            error={error?.fields["title"]}
          />
          <div className="field">
            <label htmlFor={promptId}>Prompt</label>
            <textarea
              id={promptId}
              name="prompt"
              rows={5}
              required
              maxLength={20_000}
              defaultValue={text.prompt}
              data-testid="edit-prompt"
            />
          </div>
        </>
      ) : (
        <Field
          label="Name"
          name="room_name"
          required
          maxLength={100}
          defaultValue={text.room_name}
          testId="edit-name"
          error={error?.fields["room_name"]}
        />
      )}
      <div className="actions">
        <Button kind="primary" type="submit" disabled={busy} testId="save-room">
          Save
        </Button>
      </div>
    </form>
  );
}
