// Process figures from Linux, and the start and stop of processes.
import { spawn } from "node:child_process";
import { readFileSync, readdirSync, readlinkSync } from "node:fs";
import net from "node:net";

const TICKS_PER_SECOND = 100;

export const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

// The user and system time of a process.
export function cpuSeconds(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  // The name, in parentheses, may hold anything; user and system time are fields 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

// The machine's CPU steal and total CPU time.
function hostTime() {
  const [cpus] = readFileSync("/proc/stat", "latin1").split("\n");
  const ticks = cpus.trim().split(/\s+/).slice(1, 9).map(Number);
  return { stolen: ticks[7], all: ticks.reduce((sum, each) => sum + each, 0) };
}

// The result of `work` and the share of CPU steal during it.
export async function whileWatchingHost(work) {
  const before = hostTime();
  const result = await work();
  const after = hostTime();
  return { result, stolen: (after.stolen - before.stolen) / Math.max(1, after.all - before.all) };
}

export function residentKb(pid) {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))[1]);
}

export function openSockets(pid) {
  return readdirSync(`/proc/${pid}/fd`).filter((fd) => isSocket(`/proc/${pid}/fd/${fd}`)).length;
}

function isSocket(link) {
  try {
    return readlinkSync(link).startsWith("socket:");
  } catch {
    return false; // closed in the meantime
  }
}

// Waits until the process uses next to no CPU for a second.
export async function idle(pid) {
  for (let before = -1, now = cpuSeconds(pid); now - before > 0.03; now = cpuSeconds(pid)) {
    before = now;
    await pause(1);
  }
}

// Returns this many free ports.
export async function freePorts(count) {
  const servers = await Promise.all(
    Array.from({ length: count }, () => {
      const server = net.createServer();
      return new Promise((listening) => {
        server.listen(0, "127.0.0.1", () => listening(server));
      });
    }),
  );
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}

// Returns a program's output; fails if it fails, unless its exit status is allowed.
export function output(command, args, { allowed = [0], cwd, killed = 300 } = {}) {
  return new Promise((resolve, reject) => {
    const child = track(spawn(command, args, { cwd, stdio: ["ignore", "pipe", "pipe"] }));
    const timer = setTimeout(() => child.kill("SIGKILL"), killed * 1000);
    let out = "";
    let errors = "";
    child.stdout.on("data", (data) => (out += data));
    child.stderr.on("data", (data) => (errors += data));
    child.on("error", reject);
    child.on("close", (status, signal) => {
      clearTimeout(timer);
      if (allowed.includes(status)) resolve({ out, status });
      else reject(new Error(`${[command, ...args].join(" ")}: ${signal ?? status}\n${errors}`));
    });
  });
}

// Starts a server and waits until it prints that it is ready.
export function startServer(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = track(spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] }));
    let said = "";
    child.stdout.on("data", (data) => {
      said += data;
      const ready = /ready on port (\d+)/.exec(said);
      if (ready) resolve(Object.assign(child, { readyPort: Number(ready[1]) }));
    });
    child.stderr.on("data", (data) => (said += data));
    child.on("error", reject);
    child.on("close", () => reject(new Error(`${command} ${args.at(-3)} ended:\n${said}`)));
  });
}

export function stopServer(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((ended) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), 15_000);
    child.on("close", () => {
      clearTimeout(timer);
      ended();
    });
    child.kill("SIGTERM");
  });
}

// Kill all started processes on exit.
const children = new Set();

function track(child) {
  children.add(child);
  child.on("close", () => children.delete(child));
  return child;
}

process.on("exit", () => children.forEach((child) => child.kill("SIGKILL")));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(130));
