import { connect, type ConnectionState } from "./connection";
import { page } from "./page";
import { openRoom } from "./room";
import { forgetSession, fullName, savedSession, saveSession, type Session } from "./session";
import { offerSignIn } from "./signIn";

const STATES: Record<ConnectionState, string> = {
  connecting: "Connecting…",
  connected: "Connected",
  offline: "Offline, reconnecting…",
  refused: "Refused. Try signing in again.",
};

const session = savedSession();
if (session) enter(session);
else
  void offerSignIn((chosen) => {
    saveSession(chosen);
    enter(chosen);
  });

function enter({ token, user }: Session): void {
  page.userName.textContent = fullName(user);
  page.account.hidden = false;
  page.room.hidden = false;

  const socket = connect(token, (state) => {
    page.connection.dataset["state"] = state;
    page.connection.textContent = STATES[state];
  });
  page.signOut.addEventListener("click", () => {
    forgetSession();
    // A new page knows nothing of the old one's user, and its connection is gone.
    location.reload();
  });

  // What concerns the user wherever they are comes over a channel of their own.
  const own = socket.channel(`users:${user.id}`);
  own.join().receive("error", () => own.leave());

  openRoom(socket, challengeInAddress());
}

/** /challenges/7 is the room of challenge 7; any other address leads to the first. */
function challengeInAddress(): string {
  const id = /^\/challenges\/([^/]+)/.exec(location.pathname)?.[1];
  if (id) return id;
  history.replaceState(null, "", "/challenges/1");
  return "1";
}
