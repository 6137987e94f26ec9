import { demoUsers, sessionFor } from "./demoUsers";
import { notify, page } from "./page";
import { fullName, type Session, type User } from "./session";

/** Lets a demo user be chosen; calls back once with that user's session. */
export async function offerSignIn(signedIn: (session: Session) => void): Promise<void> {
  page.signIn.hidden = false;
  try {
    const users = await demoUsers();
    if (!users) {
      notify(page.signInNotice, "Development tokens are off on this server.");
      return;
    }
    page.demoUsers.replaceChildren(...users.map((user) => choice(user, () => choose(user))));
  } catch (error) {
    notify(page.signInNotice, `The demo users could not be loaded: ${reason(error)}.`);
  }

  async function choose(user: User): Promise<void> {
    try {
      const session = await sessionFor(user);
      page.signIn.hidden = true;
      signedIn(session);
    } catch (error) {
      notify(page.signInNotice, `Could not sign in as ${user.first_name}: ${reason(error)}.`);
    }
  }
}

function choice(user: User, chosen: () => void): HTMLLIElement {
  const name = document.createElement("strong");
  name.textContent = fullName(user);
  const email = document.createElement("span");
  email.textContent = user.email;

  const button = document.createElement("button");
  button.type = "button";
  button.dataset["testid"] = "demo-user";
  button.append(name, email);
  button.addEventListener("click", chosen);

  const item = document.createElement("li");
  item.append(button);
  return item;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
