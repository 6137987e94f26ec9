import { Navigate, useLocation, useNavigate } from "react-router";
import { useSettings } from "../app/SettingsProvider";
import { useSession } from "../session/session";
import { useForm } from "../session/useForm";
import { PLAIN_NAME_PATTERN, plainName } from "../talk/names";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";
import { Loading } from "../ui/Loading";
import { usePage } from "../ui/usePage";
import { useGuestName } from "./guestName";
import { RoomList } from "./RoomList";

const SUGGESTIONS = ["coffee", "help", "music"];

/** Asks for the room and, for guests, for a name. */
export function RoomsHome() {
  usePage("Rooms");
  const { session } = useSession();
  const settings = useSettings();
  const navigate = useNavigate();
  const location = useLocation() as { state: { from?: string } | null };
  const [guestName, setGuestName] = useGuestName();
  const member = session.state === "signed_in";
  const from = location.state?.from;
  const wanted = from?.startsWith("/rooms/") ? decodeURIComponent(from.slice(7)) : "";
  const toLobby = from === "/lobby";

  const { submit, busy } = useForm(async ({ nickname = "", roomname = "" }) => {
    if (!member) setGuestName(plainName(nickname));
    await navigate(toLobby ? "/lobby" : `/rooms/${encodeURIComponent(plainName(roomname))}`);
  });

  if (session.state === "checking" || settings.state === "loading") return <Loading />;
  if (!member && settings.state === "loaded" && !settings.value.guests) {
    return <Navigate to="/sign_in" replace state={{ from: "/rooms" }} />;
  }

  const nickname = !member && (
    <Field
      label="Nickname"
      name="nickname"
      required
      maxLength={40}
      pattern={PLAIN_NAME_PATTERN}
      title="Visible characters only"
      autoComplete="nickname"
      defaultValue={guestName}
      testId="nickname"
    />
  );
  const join = (
    <Button kind="primary" type="submit" disabled={busy} testId="submit">
      Join
    </Button>
  );

  if (toLobby) {
    return (
      <div className="narrow">
        <form className="card form" onSubmit={submit} data-testid="room-form">
          <h1>Join the lobby</h1>
          <p className="quiet">Choose the name that others see.</p>
          {nickname}
          {join}
        </form>
      </div>
    );
  }
  return (
    <div className="page" data-testid="rooms">
      <header className="page-head">
        <div>
          <h1>Join a room</h1>
          <p className="quiet">
            A room exists as soon as someone joins it, and everyone can see it in the list.
          </p>
        </div>
      </header>
      <form className="inline-form card" onSubmit={submit} data-testid="room-form">
        {nickname}
        <Field
          label="Room"
          name="roomname"
          required
          maxLength={100}
          pattern={PLAIN_NAME_PATTERN}
          title="Visible characters only"
          autoComplete="off"
          defaultValue={wanted}
          list="room-suggestions"
          testId="room-name"
        />
        <datalist id="room-suggestions">
          {SUGGESTIONS.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        {join}
      </form>
      <RoomList />
    </div>
  );
}
