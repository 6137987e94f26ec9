// Runs the load generators and checks their reports for errors.
import { cpSync, existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { idle, openSockets, output, residentKb } from "./processes.mjs";

const SOCKET_IO = path.join(path.dirname(fileURLToPath(import.meta.url)), "socketio/load.mjs");
// Generators exit with 2 on errors, and still report.
const REPORTED = [0, 2];
// Counts in a report that are not errors.
const HARMLESS = new Set(["expected", "unexpected"]);
const WRONG_KEYS = ["missing", "foreign_keys", "wrong_keys"];
// Time to collect garbage and to read the remaining memory.
const HOLD_SECONDS = 30;
// The timeout of everything except warm-up and measurement.
const SPARE_SECONDS = 120;

// The program: the given one, or one built from its sources in our own directory.
export async function phxload(given, target) {
  if (!statSync(given).isDirectory()) return program(given);
  if (!existsSync(path.join(given, "Makefile"))) return program(path.join(given, "phxload"));
  const copy = path.join(target, "load-generator");
  mkdirSync(copy, { recursive: true });
  for (const file of readdirSync(given).filter((name) => /^Makefile$|\.[ch]$/.test(name))) {
    cpSync(path.join(given, file), path.join(copy, file), { force: true });
  }
  await output("make", [], { cwd: copy });
  return program(path.join(copy, "phxload"));
}

function program(command) {
  return { command, args: [] };
}

// The generator whose clients offer compression.
export function compressedLoad({ javas, classpath }) {
  return { command: path.join(javas[0], "bin/java"),
    args: ["-Xmx1g", "-XX:+UseSerialGC", "-cp", classpath,
      "dev.roost.benchmark.compression.CompressedLoad"] };
}

// Puts a load on a server once and returns the report.
export async function run(generator, { mode, options }, server, times = {}) {
  const args = [mode, "--json", "--port", server.ports.join(","), "--pid", server.pids.join(",")];
  for (const [name, value] of Object.entries({ ...options, ...times })) {
    args.push(`--${name}`, String(value));
  }
  const { warmup = 0, duration = 0 } = times;
  const limit = warmup + duration + SPARE_SECONDS;
  const bounds = { allowed: REPORTED, killed: limit + SPARE_SECONDS };
  const { out, status } = server.column.isSocketIo
    ? await output(process.execPath, [SOCKET_IO, ...args], bounds)
    : await output(generator.command, [...generator.args, ...args, "--timeout", String(limit)], bounds);
  const report = JSON.parse(out);
  return { ...report, problems: problems(report, status) };
}

function problems(report, status) {
  const found = [];
  const look = (counts = {}, names) => {
    for (const name of names) if (counts[name] > 0) found.push(`${counts[name]} ${name}`);
  };
  look(report.violations, Object.keys(report.violations ?? {}).filter((name) => !HARMLESS.has(name)));
  look(report.joins, WRONG_KEYS);
  look(report.leaves, WRONG_KEYS);
  const { requested, ready, lost_later: lost } = report.connections ?? {};
  if (ready !== requested) found.push(`${requested - ready} connections failed`);
  if (lost > 0) found.push(`${lost} connections were lost`);
  if (found.length === 0 && status !== 0) found.push("the generator says that it went wrong");
  return found;
}

// Measures the memory of each idle connection: resident memory with and without them, after a
// garbage collection. A few connections come first, so that one-time costs such as classes do not
// count.
export async function memory(generator, load, server) {
  const [pid] = server.pids;
  await run(generator, { ...load, mode: "join" }, server, { conns: load.options.conns / 20 });
  await server.collectGarbage();
  const before = residentKb(pid);
  const without = openSockets(pid);
  let ended = false;
  const holding = run(generator, { ...load, mode: "join" }, server, { hold: HOLD_SECONDS });
  const settled = holding.finally(() => (ended = true)).catch(() => {});
  while (!ended && openSockets(pid) - without < load.options.conns) await idle(pid);
  await server.collectGarbage();
  const resident = residentKb(pid);
  if (ended) throw new Error("the connections were closed before their memory was read");
  await settled;
  const { problems: found } = await holding;
  return {
    bytesPerConnection: ((resident - before) * 1024) / load.options.conns,
    rss_before_kb: before,
    rss_connected_kb: resident,
    problems: found,
  };
}
