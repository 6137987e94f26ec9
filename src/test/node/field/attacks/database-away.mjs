import { request } from "../http.mjs";
import { Phoenix } from "../phoenix.mjs";
import { emailOf, signIn, textOf, tokenOf, Writer } from "../rooms.mjs";
import { holdsWithin, pause } from "../waiting.mjs";
import { Refused } from "../websocket.mjs";

export const name = "database-away";
export const title = "database away";

const AWAY_MS = 15_000;
const RECOVERY_MS = 30_000;
const LINES = 20;

// Stops PostgreSQL for a while and starts it again.
export async function play({ servers, finding, quick }) {
  const database = await servers.postgres();
  const url = `postgresql://postgres@127.0.0.1:${database.port}/postgres`;
  const server = await servers.rooms({ env: { ROOST_DATABASE_URL: url } });
  const { port } = server;
  const token = await tokenOf(port, "ann");
  const writer = await Writer.join(port, token, 1);
  const stored = [];
  for (let i = 0; i < LINES; i++) {
    if ((await writer.append(`before ${i}`)).status === "ok") stored.push(`before ${i}`);
  }
  const bystander = await Phoenix.connect(port, { token });

  await database.stop();
  const awaySince = Date.now();
  await away(port, token, finding);
  const reply = await writer.append("away").catch((error) => ({ status: error.message }));
  finding("an edit", "is refused", reply.status, reply.status === "error");
  await pause(Math.max(0, (quick ? 0 : AWAY_MS) - (Date.now() - awaySince)));
  const heartbeat = await bystander.heartbeat().then(({ status }) => status, () => "closed");
  finding("a connection that was there", "stays", heartbeat, heartbeat === "ok");

  await database.start();
  const isBack = await holdsWithin(RECOVERY_MS, async () => {
    const { status } = await signIn(port, emailOf("ann"));
    return status === 201 && (await server.isReady());
  });
  finding("when it is back, sign-in and readiness", "recover", isBack ? "recovered" : "do not", isBack);
  const text = await textOf(port, token, 1).catch(() => "");
  const lost = stored.filter((line) => !text.includes(`${line}\n`)).length;
  finding(`of ${stored.length} acknowledged lines`, "none is lost", `${lost} are lost`, lost === 0);
}

async function away(port, token, finding) {
  const expect = async (what, expected, answer) => {
    const status = await answer;
    finding(what, `status ${expected}`, status, status === expected);
  };
  const status = (answer) => answer.then((each) => each.status);
  await expect("sign-in", 503, status(signIn(port, emailOf("ann"))));
  await expect("the API", 503, status(request(port, "/api/v1/challenges", { token })));
  await expect("readiness", 503, status(request(port, "/health/ready")));
  await expect("liveness", 200, status(request(port, "/health/live")));
  await expect("a new socket", 503, handshake(port, token));
}

function handshake(port, token) {
  return Phoenix.connect(port, { token }).then(
    (client) => {
      client.close();
      return 101;
    },
    (error) => (error instanceof Refused ? error.status : error.message),
  );
}
