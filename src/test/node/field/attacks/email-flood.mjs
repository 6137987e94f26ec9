import { flood } from "../http.mjs";
import { emailOf, signIn } from "../rooms.mjs";
import { holdsWithin } from "../waiting.mjs";

export const name = "email-flood";
export const title = "e-mail flood";

const EMAIL_CHARACTERS = 131_000;
const REQUESTS = 2_000;
const AT_A_TIME = 8;
const LONGEST_MS = 15_000;

// An attacker tries to sign in with different e-mails of the maximum request size.
export async function play({ servers, finding, quick }) {
  const server = await servers.rooms();
  const filler = "x".repeat(EMAIL_CHARACTERS);
  const requests = quick ? REQUESTS / 4 : REQUESTS;
  const statuses = await flood(requests, AT_A_TIME, (i, agent) =>
    signIn(server.port, `${i}${filler}`.slice(0, EMAIL_CHARACTERS), { agent }),
  );
  const isReady = await holdsWithin(LONGEST_MS, () => server.isReady());
  finding(
    `${requests} e-mails of ${EMAIL_CHARACTERS} characters at 256 MB`,
    "the server lives",
    `${isReady ? "ready" : "not ready"}; answers ${JSON.stringify(statuses)}`,
    isReady,
  );
  const { status } = await signIn(server.port, emailOf("ann"), { from: "127.2.2.2" });
  finding("signing in from elsewhere", "status 201", status, status === 201);
}
