// The servers under attack, each a separate process that can be stopped, killed and restarted.
import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { freePorts } from "../benchmark/processes.mjs";
import { request } from "./http.mjs";
import { holdsWithin } from "./waiting.mjs";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../../..");
const START_MS = 90_000;
const STOP_MS = 45_000;
const MEMORY = ["-Xmx256m", "-XX:MaxDirectMemorySize=256m", "-XX:-HeapDumpOnOutOfMemoryError"];
const FLAGS = [`@${path.join(ROOT, "config/jvm.options")}`, ...MEMORY];

export class Server {
  #launch;
  #log;
  #child = null;

  constructor(port, launch, log) {
    this.port = port;
    this.#launch = launch;
    this.#log = log;
  }

  get pid() {
    return this.#child?.pid;
  }

  get isRunning() {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  // Resolves when the server prints that it is ready.
  async start() {
    const { command, args, env, ready } = this.#launch;
    const log = openSync(this.#log, "a");
    const begin = this.log().length;
    this.#child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ["ignore", log, log],
    });
    closeSync(log);
    const said = () => this.log().slice(begin);
    await holdsWithin(START_MS, () => said().includes(ready) || !this.isRunning);
    if (!said().includes(ready)) {
      await this.kill();
      throw new Error(`the server does not start: ${said().trim().split("\n").at(-1)}`);
    }
  }

  stop() {
    return this.#end("SIGTERM");
  }

  kill() {
    return this.#end("SIGKILL");
  }

  log() {
    return readFileSync(this.#log, "utf8");
  }

  async isReady() {
    return this.isRunning && (await request(this.port, "/health/ready")).status === 200;
  }

  // Ends the server without waiting. PostgreSQL's processes end with their parent only after a stop
  // signal.
  abandon() {
    if (this.isRunning) this.#child.kill(this.#launch.signal ?? "SIGKILL");
  }

  async #end(signal) {
    if (!this.isRunning) return;
    const child = this.#child;
    child.kill(signal);
    if (!(await holdsWithin(STOP_MS, () => !this.isRunning))) child.kill("SIGKILL");
  }
}

// Creates servers for one attack and stops the remaining ones at its end.
export class Servers {
  #options;
  #directory;
  #all = [];

  constructor(options, directory) {
    this.#options = options;
    this.#directory = directory;
  }

  // The rooms in development mode, with little memory.
  async rooms({ data = path.join(this.#directory, "data"), env = {} } = {}) {
    const { jar, java, classpath } = this.#options;
    const [port] = await freePorts(1);
    const program = jar ? ["-jar", path.resolve(jar)] : ["-cp", classpath, "dev.roost.rooms.Main"];
    return this.#start("rooms", port, {
      command: java,
      args: [...FLAGS, ...program, "--dev", "--port", String(port), "--data", data],
      env: {
        ROOST_SIGN_IN_HASH_ITERATIONS: "1000",
        ROOST_SERVER_WARM_UP_MILLIS: "0",
        ROOST_METRICS_ENABLED: "true",
        ...env,
      },
      ready: "Roost listens on",
    });
  }

  async conformance(...args) {
    return this.#java("conformance", FLAGS, "dev.roost.conformance.ConformanceServer", args);
  }

  // PostgreSQL's binaries are on the tests' class path.
  async postgres() {
    const data = path.join(this.#directory, "postgres");
    const main = "dev.roost.rooms.database.PostgresServer";
    return this.#java("postgres", ["-Xmx64m"], main, ["--data", data], "SIGTERM");
  }

  async stop() {
    await Promise.all(this.#all.reverse().map((server) => server.stop()));
  }

  async #java(name, flags, main, args, signal) {
    const { java, classpath } = this.#options;
    const [port] = await freePorts(1);
    return this.#start(name, port, {
      command: java,
      args: [...flags, "-cp", classpath, main, "--port", String(port), ...args],
      ready: "ready on port",
      signal,
    });
  }

  async #start(name, port, launch) {
    mkdirSync(this.#directory, { recursive: true });
    const log = path.join(this.#directory, `${name}-${this.#all.length}.log`);
    const server = new Server(port, launch, log);
    this.#all.push(server);
    started.add(server);
    await server.start();
    return server;
  }
}

// No server outlives this process.
const started = new Set();
process.on("exit", () => started.forEach((server) => server.abandon()));
