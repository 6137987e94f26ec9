import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import { request } from "../http.mjs";
import { textOf, tokenOf, Writer } from "../rooms.mjs";
import { holdsWithin } from "../waiting.mjs";

export const name = "full-disk";
export const title = "full disk";

const SIZE = "24m";
const CHUNK = Buffer.alloc(65_536, 1);
const LINE = "x".repeat(2_000);
const MOST_WRITES = 400;
const RECOVERY_MS = 30_000;

// Fills the file system of the data directory, then frees it.
export async function play({ servers, finding, cleanup, directory }) {
  const data = path.join(directory, "disk");
  mount(data, cleanup);
  const server = await servers.rooms({ data: path.join(data, "data") });
  const token = await tokenOf(server.port, "ann");
  const stored = [];
  let writer = await Writer.join(server.port, token, 1);
  for (let i = 0; i < 20; i++) await append(writer, `before ${i}`, stored);

  const ballast = path.join(data, "ballast");
  fill(ballast);
  const failure = await writeUntilItFails(writer, stored);
  finding(
    "a write",
    "is refused with a reason",
    failure ? JSON.stringify(failure.response) : "all are stored",
    failure?.status === "error" && typeof failure.response.reason === "string",
  );
  const posted = await request(server.port, "/api/v1/challenges", {
    method: "POST",
    token,
    json: { challenge: { title: "full", prompt: LINE } },
  });
  finding("a write by the API", "status 503 or 507", posted.status, [503, 507].includes(posted.status));
  const list = await request(server.port, "/api/v1/challenges", { token });
  finding("reading", "status 200", list.status, list.status === 200);

  rmSync(ballast);
  const works = await holdsWithin(RECOVERY_MS, async () => {
    if (!writer.isOpen) writer = await Writer.join(server.port, token, 1);
    return append(writer, "after", stored);
  });
  finding("when there is room again, a write", "is stored", works ? "stored" : "refused", works);
  const isReady = await holdsWithin(RECOVERY_MS, () => server.isReady());
  finding("readiness", "is back", isReady ? "ready" : "not ready", isReady);

  await server.kill();
  await server.start();
  const text = await textOf(server.port, token, 1);
  const lost = stored.filter((line) => !text.includes(`${line}\n`));
  finding(
    `of ${stored.length} acknowledged lines, after a restart`,
    "none is lost",
    `${lost.length} are lost`,
    lost.length === 0,
  );
}

function mount(directory, cleanup) {
  if (process.getuid() !== 0) throw new Error("a tmpfs can only be mounted by root");
  mkdirSync(directory, { recursive: true });
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${SIZE},mode=0700`, "tmpfs", directory]);
  let mounted = true;
  const unmount = () => {
    if (mounted) execFileSync("umount", ["-l", directory]);
    mounted = false;
  };
  cleanup(unmount);
  process.on("exit", unmount);
}

function fill(file) {
  const ballast = openSync(file, "w");
  try {
    for (;;) writeSync(ballast, CHUNK);
  } catch (error) {
    if (error.code !== "ENOSPC") throw error;
  } finally {
    closeSync(ballast);
  }
}

// Returns the first reply that is not ok.
async function writeUntilItFails(writer, stored) {
  for (let i = 0; i < MOST_WRITES; i++) {
    const line = `full ${i} ${LINE}`;
    const reply = await writer.append(line);
    if (reply.status !== "ok") return reply;
    stored.push(line);
  }
  return null;
}

async function append(writer, line, stored) {
  const { status } = await writer.append(line);
  if (status === "ok") stored.push(line);
  return status === "ok";
}
