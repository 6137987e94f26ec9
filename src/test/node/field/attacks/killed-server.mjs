import { textOf, tokenOf, Writer } from "../rooms.mjs";
import { holdsWithin } from "../waiting.mjs";

export const name = "killed-server";
export const title = "kill -9 during edits";

const ROUNDS = 3;
const WRITERS = [1, 2, 3];
const LINES_BEFORE = 40;
const WRITING_MS = 30_000;

// Kills the process during edits, several times.
export async function play({ servers, finding, quick }) {
  const server = await servers.rooms();
  const token = await tokenOf(server.port, "ann");
  const rounds = quick ? 1 : ROUNDS;
  const stored = WRITERS.map(() => []);
  for (let round = 0; round < rounds; round++) {
    if (round > 0) await server.start();
    const enough = (round + 1) * LINES_BEFORE;
    const writing = WRITERS.map((challenge, i) =>
      write(server, token, challenge, `round ${round}`, stored[i]),
    );
    await holdsWithin(WRITING_MS, () => stored.every((lines) => lines.length >= enough));
    await server.kill();
    await Promise.all(writing);
  }
  await server.start();
  let lost = 0;
  for (const [i, challenge] of WRITERS.entries()) {
    const text = await textOf(server.port, token, challenge);
    lost += stored[i].filter((line) => !text.includes(`${line}\n`)).length;
  }
  const lines = stored.flat().length;
  finding(
    `${lines} acknowledged lines, killed ${rounds} times`,
    "none is lost",
    `${lost} are lost`,
    lost === 0 && lines >= rounds * WRITERS.length * LINES_BEFORE,
  );
}

// Edits until the connection is lost and records the acknowledged lines.
async function write(server, token, challenge, prefix, stored) {
  const writer = await Writer.join(server.port, token, challenge);
  for (let i = 0; server.isRunning && writer.isOpen; i++) {
    const line = `${prefix} ${i}`;
    const reply = await Promise.race([writer.append(line), closed(server)]).catch(() => null);
    if (reply?.status === "ok") stored.push(line);
  }
  writer.close();
}

function closed(server) {
  return holdsWithin(WRITING_MS, () => !server.isRunning).then(() => null);
}
