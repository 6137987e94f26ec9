// Compares Roost with other servers on this machine; `.ci/compare` starts it, and --help tells how.
//
// All servers run from start to end; only the one under load is busy. Each load is measured on the
// servers in turn, several times, so that noise on the machine hits all of them. All loads warm up
// each server first, because in a JVM's first half minute the JIT compiler uses as much CPU as the
// server. As that compiler decides differently in each process, the servers may also be started
// several times.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { compressedLoad, memory, phxload, run } from "./generators.mjs";
import { options as readOptions } from "./options.mjs";
import { coldColumns, coldStart } from "./cold.mjs";
import { columns as allColumns, compressColumns, installSocketIo, start, startCluster } from "./servers.mjs";
import { pause, whileWatchingHost } from "./processes.mjs";
import { roomsTable } from "./rooms.mjs";
import { simulationTables } from "./simulate.mjs";
import { table } from "./table.mjs";

// The accepted share of CPU steal.
const CALM = 0.02;
const SECONDS_BETWEEN_TRIES = 5;

const options = readOptions();
if (options === null) process.exit(1);

const directory = path.join(options.target, "compare");
rmSync(directory, { recursive: true, force: true });
mkdirSync(directory, { recursive: true });
const began = Date.now();
if (options.rooms) await onlyRooms();
if (options.simulate) await onlySimulation();
const columns = options.cold
  ? await coldColumns(allColumns(options), options)
  : options.compress ? compressColumns(allColumns(options))
  : allColumns(options);
const generator = options.compress
  ? compressedLoad(options) : await phxload(options.loadGenerator, options.target);
if (columns.some((column) => column.isSocketIo)) await installSocketIo();

const results = options.loads.map((load) => ({ load, reports: {} }));
const problems = [];
let mostStolen = 0;

const loadsFor = (...servers) => results.filter(({ load }) => servers.includes(load.servers));
for (let startNumber = 1; startNumber <= options.starts; startNumber++) {
  await inTurn(startNumber, loadsFor("all", "roost"), columns, start);
  await freshly(startNumber, loadsFor("fresh"));
  await inTurn(startNumber, loadsFor("cluster"),
    columns.filter((column) => column.isRoost || column.isBaseline), startCluster);
}
await cold(loadsFor("cold"));

const text = `${heading()}\n\n${table(columns, results)}`;
writeFileSync(path.join(directory, "table.md"), `${text}\n`);
console.log(text);
problems.forEach((problem) => console.error(`WRONG: ${problem}`));
process.exit(problems.length > 0 ? 1 : 0);

async function onlyRooms() {
  const wrong = [];
  const text = await roomsTable(allColumns({ ...options, peers: ["roost"] }), options, wrong, tell);
  writeFileSync(path.join(directory, "table.md"), `${text}\n`);
  console.log(text);
  wrong.forEach((problem) => console.error(`WRONG: ${problem}`));
  process.exit(wrong.length > 0 ? 1 : 0);
}

async function onlySimulation() {
  const text = await simulationTables(allColumns({ ...options, peers: ["roost"] }), options, tell);
  writeFileSync(path.join(directory, "table.md"), `${text}\n`);
  console.log(text);
  process.exit(0);
}

// Starts the servers, warms them up, measures each load on each server in turn, and stops them.
async function inTurn(startNumber, wanted, columnsOfLoads, starting) {
  if (wanted.length === 0) return;
  const servers = [];
  try {
    for (const column of columnsOfLoads) servers.push(await starting(column));
    for (const server of servers) {
      for (const { load } of wanted) if (takes(server, load)) await warmUp(load, server);
    }
    for (let turn = 1; turn <= options.repetitions; turn++) {
      const repetition = (startNumber - 1) * options.repetitions + turn;
      for (const result of wanted) {
        for (const server of servers.filter((each) => takes(each, result.load))) {
          tell(`measuring ${result.load.name} on ${server.column.title}, ${repetition}`);
          note(result, server, await measure(result.load, server), repetition);
        }
      }
    }
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

function takes(server, load) {
  return load.servers !== "roost" || server.column.isRoost;
}

// Measure memory once for each start and on a new server: a used one has spare heap.
async function freshly(startNumber, wanted) {
  for (const result of wanted) {
    for (const column of columns) {
      tell(`measuring ${result.load.name} on ${column.title}, ${startNumber}`);
      const server = await start(column);
      try {
        note(result, server, await memory(generator, result.load, server), startNumber);
      } catch (failure) {
        // The table still gets all other results.
        problems.push(`${result.load.title}, ${column.title}: ${failure.message}`);
      } finally {
        await server.stop();
      }
    }
  }
}

// Measures on a new server each time, on the columns in turn.
async function cold(wanted) {
  for (let repetition = 1; repetition <= options.repetitions; repetition++) {
    for (const result of wanted) {
      for (const column of columns) {
        tell(`measuring ${result.load.name} on ${column.title}, ${repetition}`);
        const report = await coldStart(generator, result.load, column);
        mostStolen = Math.max(mostStolen, report.stolen);
        note(result, { column }, report, repetition);
      }
    }
  }
}

// Node's compiler needs a quarter of the time of a JVM's. Two nodes share the load, so they need
// twice as long. With two loads instead of nine, each load runs three times as long. And its rate
// is doubled: at a low rate the JIT compiler still works after minutes.
async function warmUp(load, server) {
  tell(`warming up ${server.column.title} by ${load.name}`);
  const nodes = server.pids.length;
  const part = server.column.isSocketIo ? 1 / 4 : nodes > 1 ? 3 * nodes : 1;
  if (load.isTimed) {
    const rate = nodes > 1 ? 2 * load.options.rate : load.options.rate;
    const warming = { ...load, options: { ...load.options, ...(rate ? { rate } : {}) } };
    await run(generator, warming, server, { warmup: 0, duration: options.warmUp * part });
  } else {
    const rounds = options.quick ? 1 : load.rounds * part;
    for (let i = 0; i < rounds; i++) await run(generator, load, server);
  }
}

// CPU steal by other virtual machines spoils a measurement: repeat it and keep the run with the
// least CPU steal.
async function measure(load, server) {
  const times = { warmup: options.settling, duration: options.duration };
  const found = [];
  let calmest;
  for (let tries = 0; tries < options.tries && !(calmest?.stolen <= CALM); tries++) {
    if (tries > 0) await pause(SECONDS_BETWEEN_TRIES);
    const next = await whileWatchingHost(() =>
      run(generator, load, server, load.isTimed ? times : {}));
    found.push(...next.result.problems);
    if (!calmest || next.stolen < calmest.stolen) calmest = next;
  }
  mostStolen = Math.max(mostStolen, calmest.stolen);
  return { ...calmest.result, problems: found, stolen: calmest.stolen };
}

function note({ load, reports }, { column }, report, repetition) {
  (reports[column.name] ??= []).push(report);
  const file = `${load.name}-${column.name}-${repetition}.json`;
  writeFileSync(path.join(directory, file), JSON.stringify(report, null, 2));
  for (const problem of report.problems) {
    problems.push(`${load.title}, ${column.title}: ${problem}`);
  }
}

function heading() {
  const [cpu] = os.cpus();
  const minutes = ((Date.now() - began) / 60_000).toFixed(0);
  return [
    ...(options.quick ? ["QUICK: a twentieth of what the table says, and these are no figures."] : []),
    `${os.cpus().length} × ${cpu.model}, Linux ${os.release()}, Node ${process.versions.node};`,
    options.cold
      ? `median of ${options.repetitions} starts;`
      : `${options.warmUp} s of warm-up, median of ${repetitions()} × ${options.duration} s;`,
    `${new Date().toISOString().slice(0, 10)}, ${minutes} minutes;`,
    `of its time other virtual machines took ${(100 * mostStolen).toFixed(0)} % at most`,
  ].join("\n");
}

function repetitions() {
  return options.starts > 1 ? `${options.starts} starts × ${options.repetitions}` : options.repetitions;
}

function tell(what) {
  const seconds = Math.round((Date.now() - began) / 1000);
  console.error(`${String(seconds).padStart(5)} s  ${what}`);
}
