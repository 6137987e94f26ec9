/** The elements of index.html that the other modules fill. */
export const page = {
  account: element("account"),
  connection: element("connection"),
  userName: element("user-name"),
  signOut: element("sign-out"),

  signIn: element("sign-in"),
  signInNotice: element("sign-in-notice"),
  demoUsers: element("demo-users"),

  room: element("room"),
  roomNotice: element("room-notice"),
  challenge: element("challenge"),
  challengeTitle: element("challenge-title"),
  challengePrompt: element("challenge-prompt"),
  response: element("response"),
  language: element("language"),
  saved: element("saved"),
  editor: element("editor"),
};

/** Says something where a notice belongs, or with no text takes it away. */
export function notify(place: HTMLElement, text = ""): void {
  place.textContent = text;
  place.hidden = text === "";
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`index.html has no #${id}`);
  return found;
}
