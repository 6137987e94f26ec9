import type { Session, User } from "./session";

/** Who one may sign in as without a password; undefined where the server has that turned off. */
export async function demoUsers(): Promise<User[] | undefined> {
  const answer = await fetch("/dev/users");
  // A server that gives no tokens may answer any path with the page instead of a 404.
  const isPage = answer.headers.get("content-type")?.startsWith("text/html") ?? false;
  if (answer.status === 404 || isPage) return undefined;
  return ((await jsonOf(answer)) as { users: User[] }).users;
}

export async function sessionFor(user: User): Promise<Session> {
  const answer = await fetch("/dev/tokens", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ user_id: user.id }),
  });
  const reply = (await jsonOf(answer)) as { jwt: string; user: User };
  return { token: reply.jwt, user: reply.user };
}

async function jsonOf(answer: Response): Promise<unknown> {
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  return answer.json();
}
