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
const RECOVERY_MS = 15_000;

// Clients send a large frame each but for its last byte; together more than there is direct memory.
// A client that is closed tries again.
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
    const other = await join(server.port, token).catch((error) => (failure = error.message) && null);
    if (other) connected++;
    other?.close();
  }
  const open = attackers.filter(({ isOpen }) => isOpen).length;
  finding(
    `${CONNECTIONS} hold back the end of ${FRAME_BYTES / 1e6} MB at 256 MiB; of ${OTHERS} others`,
    "all connect",
    `${connected} connect${failure ? ` (${failure})` : ""}; ${open} attackers are left`,
    connected === OTHERS,
  );
  const heartbeat = await bystander.heartbeat().then(({ status }) => status, () => "closed");
  finding("a connection that was there", "stays", heartbeat, heartbeat === "ok");
  attackers.forEach((attacker) => attacker.close());
  const exhausted = server.log().includes("OutOfDirectMemoryError");
  finding("direct memory", "suffices", exhausted ? "is used up" : "suffices", !exhausted);
  const isReady = await holdsWithin(RECOVERY_MS, () => server.isReady());
  finding("the server afterwards", "is ready", isReady ? "ready" : "not ready", isReady);
}

async function join(port, token) {
  const client = await Phoenix.connect(port, { token });
  await client.join("challenges:1");
  return client;
}

class Attacker {
  #port;
  #client;

  constructor(port) {
    this.#port = port;
  }

  get isOpen() {
    return this.#client?.isOpen ?? false;
  }

  async attack() {
    for (let i = 0; i < TRIES; i++) {
      try {
        this.#client = await Phoenix.connect(this.#port, { guest: "guest", localAddress: "127.1.1.1" });
        await this.#client.socket.sendUnfinished(FRAME_BYTES);
        if (this.isOpen) return;
      } catch {
        // Refused, which is for the server to decide.
      }
    }
  }

  close() {
    this.#client?.close();
  }
}
