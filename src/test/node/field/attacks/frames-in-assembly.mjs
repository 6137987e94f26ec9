import { Phoenix } from "../phoenix.mjs";
import { tokenOf } from "../rooms.mjs";
import { holdsWithin, pause } from "../waiting.mjs";

export const name = "frames-in-assembly";
export const title = "frames in assembly";

const CONNECTIONS = 39;
const FRAME_BYTES = 7_000_000;
const TRIES = 3;
const UPLOAD_MS = 30_000;
const HELD_MS = 3_000;
const OTHERS = 20;
const MESSAGE_BYTES = 1_000_000;
const RECOVERY_MS = 15_000;

// Each client sends a large frame without its last byte; together they exceed the direct memory. A
// closed client tries again.
export async function play({ servers, finding }) {
  const server = await servers.rooms();
  const token = await tokenOf(server.port, "ann");
  const bystander = await join(server.port, token);
  const attackers = Array.from({ length: CONNECTIONS }, () => new Attacker(server.port));
  await Promise.race([Promise.all(attackers.map((each) => each.attack())), pause(UPLOAD_MS)]);
  await pause(HELD_MS);

  let connected = 0;
  let failure;
  for (let i = 0; i < OTHERS; i++) {
    try {
      await connectAndSpeak(server.port, token);
      connected++;
    } catch (error) {
      failure = error.message;
    }
  }
  finding(
    `${CONNECTIONS} hold back the end of ${FRAME_BYTES / 1e6} MB at 256 MiB; of ${OTHERS} others`,
    `all connect and send ${MESSAGE_BYTES / 1e6} MB`,
    `${connected} do${failure ? ` (${failure})` : ""}`,
    connected === OTHERS,
  );
  const ends = attackers.flatMap((attacker) => attacker.ends);
  finding(
    "of the attackers, those beyond the budget",
    "are ended by a close frame",
    `${attackers.filter(({ isOpen }) => isOpen).length} are left, ${describe(ends)}`,
    ends.length > 0 && !ends.includes(null),
  );
  const heartbeat = await bystander.heartbeat().then(({ status }) => status, () => "closed");
  finding("a connection that was there", "stays", heartbeat, heartbeat === "ok");
  attackers.forEach((attacker) => attacker.close());
  const exhausted = server.log().includes("OutOfDirectMemoryError");
  finding("direct memory", "suffices", exhausted ? "is used up" : "suffices", !exhausted);
  const isReady = await holdsWithin(RECOVERY_MS, () => server.isReady());
  finding("the server afterwards", "is ready", isReady ? "ready" : "not ready", isReady);
}

async function connectAndSpeak(port, token) {
  const client = await join(port, token);
  const { status } = await client.heartbeat({ text: "x".repeat(MESSAGE_BYTES) });
  if (status !== "ok") throw new Error(status);
  client.close();
}

// The number of closes for each close code; null is a close without one.
function describe(ends) {
  const counts = {};
  for (const code of ends) counts[code] = (counts[code] ?? 0) + 1;
  return `ended with ${JSON.stringify(counts)}`;
}

async function join(port, token) {
  const client = await Phoenix.connect(port, { token });
  await client.join("challenges:1");
  return client;
}

class Attacker {
  #port;
  #clients = [];

  constructor(port) {
    this.#port = port;
  }

  get isOpen() {
    return this.#clients.at(-1)?.isOpen ?? false;
  }

  get ends() {
    return this.#clients.filter(({ isOpen }) => !isOpen).map(({ socket }) => socket.closeCode);
  }

  async attack() {
    for (let i = 0; i < TRIES && !this.isOpen; i++) {
      try {
        const client = await Phoenix.connect(this.#port, { guest: "guest", localAddress: "127.1.1.1" });
        this.#clients.push(client);
        await client.socket.sendUnfinished(FRAME_BYTES);
      } catch {
        // The server may refuse the connection.
      }
    }
  }

  close() {
    this.#clients.forEach((client) => client.close());
  }
}
