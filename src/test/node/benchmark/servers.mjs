// The compared servers, each in its own process, or two processes for a cluster.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { freePorts, idle, output, startServer, stopServer } from "./processes.mjs";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.resolve(HERE, "../../../..");
const ROOST = "dev.roost.conformance.ConformanceServer";

// The same options for all JVMs: Roost's, plus options against noise.
const JVM = [
  `@${path.join(ROOT, "config/jvm.options")}`,
  "-Dio.netty.leakDetection.level=disabled",
  "-Dvertx.logger-delegate-factory-class-name=io.vertx.core.logging.SLF4JLogDelegateFactory",
];

export function javaHome() {
  if (process.env.JAVA_HOME) return process.env.JAVA_HOME;
  const java = execFileSync("sh", ["-c", "command -v java"], { encoding: "utf8" }).trim();
  return path.resolve(realpathSync(java), "../..");
}

export function javaVersion(home) {
  const release = path.join(home, "release");
  if (!existsSync(release)) throw new Error(`no JDK in ${home}`);
  return /JAVA_VERSION="([^"]+)"/.exec(readFileSync(release, "utf8"))[1];
}

// The columns of the table: one for each JDK, then the peers, on the first JDK.
export function columns({ peers, javas, classpath, javaOptions }) {
  const jvm = (home, main) => ({ command: path.join(home, "bin/java"), jdk: home,
    args: [...JVM, ...javaOptions, "-cp", classpath, main] });
  const roost = javas.map((home) => ({
    name: `roost-${javaVersion(home)}`, title: `Roost, JDK ${javaVersion(home)}`, isRoost: true,
    ...jvm(home, ROOST),
  }));
  const all = {
    roost,
    netty: [{ name: "netty", title: "Netty, the baseline", isBaseline: true,
      ...jvm(javas[0], "dev.roost.benchmark.NettyBaseline") }],
    vertx: [{ name: "vertx", title: "Vert.x by hand",
      ...jvm(javas[0], "dev.roost.benchmark.VertxByHand") }],
    socketio: [{ name: "socketio", title: "Socket.IO", isSocketIo: true, command: process.execPath,
      args: ["--expose-gc", path.join(HERE, "socketio/server.mjs")] }],
  };
  return peers.flatMap((peer) => {
    if (!all[peer]) throw new Error(`no such peer: ${peer}; there are ${Object.keys(all)}`);
    return all[peer];
  });
}

// Roost without compression, with Vert.x's for each client, and with its own.
export function compressColumns(columns) {
  const kinds = [["none", "uncompressed"], ["each", "each client compressed"], ["once", "compressed once"]];
  return columns.filter((column) => column.isRoost).flatMap((column) =>
    kinds.map(([kind, title]) => ({
      ...column, name: `${column.name}-${kind}`, title: `${column.title}, ${title}`,
      serverArgs: ["--compress", kind],
    })));
}

export async function installSocketIo() {
  if (existsSync(path.join(HERE, "node_modules/socket.io"))) return;
  await output("npm", ["ci", "--no-audit", "--no-fund"], { cwd: HERE });
}

export async function start(column) {
  const ports = await freePorts(1);
  return new Running(column, [await launch(column, ports[0], [])], ports);
}

// Two nodes of a cluster.
export async function startCluster(column) {
  const [first, second, ...clusterPorts] = await freePorts(4);
  const members = clusterPorts.map((port) => `127.0.0.1:${port}`).join(",");
  const nodes = [];
  for (const [i, port] of [first, second].entries()) {
    const args = ["--cluster-port", String(clusterPorts[i]), "--members", members];
    nodes.push(await launch(column, port, args));
  }
  return new Running(column, nodes, [first, second]);
}

function launch({ command, args, serverArgs = [] }, port, more) {
  return startServer(command, [...args, "--port", String(port), ...serverArgs, ...more], { cwd: ROOT });
}

class Running {
  constructor(column, processes, ports) {
    this.column = column;
    this.processes = processes;
    this.ports = ports;
  }

  get pids() {
    return this.processes.map((server) => server.pid);
  }

  async collectGarbage() {
    for (const server of this.processes) {
      await idle(server.pid);
      for (let i = 0; i < 2; i++) {
        if (this.column.jdk) {
          await output(path.join(this.column.jdk, "bin/jcmd"), [String(server.pid), "GC.run"]);
        } else {
          server.kill("SIGUSR2");
          await idle(server.pid);
        }
      }
      await idle(server.pid);
    }
  }

  stop() {
    return Promise.all(this.processes.map(stopServer));
  }
}
