// Servers that have just started: each measurement is of one of its own, which is stopped afterwards.
import { statSync } from "node:fs";
import path from "node:path";
import { run } from "./generators.mjs";
import { cpuSeconds, output, whileWatchingHost } from "./processes.mjs";
import { javaVersion, start } from "./servers.mjs";

const WARM_UP_MILLIS = 2_000;
const TRAINING_MILLIS = 10_000;
// Clients that are there before the others come, and for how long they go on.
const WITNESSES = { conns: 50 };
const WITNESS_SECONDS = 8;

// Each server as it is, and Roost with what is there for fast starts: archive and warm-up.
export async function coldColumns(columns, { classpath, target }) {
  const jars = await inJars(classpath, path.join(target, "compare"));
  const all = [];
  for (const column of columns.filter(({ isSocketIo }) => !isSocketIo)) {
    all.push(column);
    if (column.isRoost) all.push(await prepared(column, jars, path.join(target, "compare")));
  }
  return all;
}

// The JVM archives classes of jars only.
async function inJars(classpath, directory) {
  const entries = [];
  for (const [i, entry] of classpath.split(":").entries()) {
    if (!statSync(entry, { throwIfNoEntry: false })?.isDirectory()) {
      entries.push(entry);
      continue;
    }
    const jar = path.join(directory, `classes-${i}.jar`);
    await output("jar", ["--create", "--file", jar, "-C", entry, "."]);
    entries.push(jar);
  }
  return entries.join(":");
}

async function prepared(column, jars, directory) {
  const { jdk, args } = column;
  const main = args.at(-1);
  const flags = args.slice(0, -3);
  const withFlag = (flag) => ({ ...column, args: [...flags, flag, "-cp", jars, main] });
  const isAot = Number.parseInt(javaVersion(jdk), 10) >= 25;
  const archive = path.join(directory, `${column.name}.${isAot ? "aot" : "jsa"}`);
  const making = withFlag(isAot ? `-XX:AOTCacheOutput=${archive}` : `-XX:ArchiveClassesAtExit=${archive}`);
  await (await start({ ...making, serverArgs: ["--warm-up", String(TRAINING_MILLIS)] })).stop();
  return {
    ...withFlag(isAot ? `-XX:AOTCache=${archive}` : `-XX:SharedArchiveFile=${archive}`),
    name: `${column.name}-prepared`,
    title: `${column.title}, archive and warm-up`,
    serverArgs: ["--warm-up", String(WARM_UP_MILLIS)],
  };
}

// One start: how long it takes, and what the first clients cost and wait.
export async function coldStart(generator, load, column) {
  const { result, stolen } = await whileWatchingHost(async () => {
    const began = performance.now();
    const server = await start(column);
    try {
      const readyMillis = performance.now() - began;
      const startCpu = cpuSeconds(server.pids[0]);
      const report = load.witnesses
        ? await withWitnesses(generator, load, server)
        : await run(generator, load, server);
      return { ...report, readyMillis, startCpu };
    } finally {
      await server.stop();
    }
  });
  return { ...result, stolen };
}

// The first client of all, then a few that go on while the others come.
async function withWitnesses(generator, load, server) {
  const first = await run(generator, { mode: "join", options: { conns: 1 } }, server);
  const witnesses = run(generator, { mode: "echo", options: WITNESSES }, server,
    { warmup: 1, duration: WITNESS_SECONDS });
  const crowd = await run(generator, load, server);
  const there = await witnesses;
  return { ...crowd, first, echo: there.echo,
    problems: [...first.problems, ...crowd.problems, ...there.problems] };
}
