// The rooms under people who type: how long a key takes to all others in the challenge, and what a
// change costs the server.
import path from "node:path";
import { challengesOf, joinAll, Room } from "./typists.mjs";
import { cpuSeconds, pause, startServer, stopServer, whileWatchingHost } from "./processes.mjs";
import { tokenOf, DEMO } from "../demo-accounts.mjs";

const MAIN = "dev.roost.benchmark.rooms.RoomsForTypists";

const DATABASES = [
  { name: "embedded", title: "embedded database" },
  { name: "postgres", title: "PostgreSQL" },
];

function roomLoads(quick) {
  return [
    { title: "one challenge, 50 typists", rooms: 1, typists: 50 },
    { title: "200 challenges, 4 typists each", rooms: quick ? 10 : 200, typists: 4 },
  ];
}

// Measures all loads on both databases, each on a server of its own; returns a Markdown table.
export async function roomsTable(columns, { quick, warmUp, duration, keysPerSecond }, problems, tell) {
  const lines = [
    "| load | | " + columns.flatMap(titles).join(" | ") + " |",
    "| --- | --- |" + columns.flatMap(titles).map(() => " ---: |").join(""),
  ];
  for (const load of roomLoads(quick)) {
    const reports = [];
    for (const column of columns) {
      for (const database of DATABASES) {
        tell(`measuring ${load.title} on ${column.title}, ${database.title}`);
        const report = await measure(load, column, database, { warmUp, duration, keysPerSecond });
        problems.push(...report.problems.map((text) => `${load.title}, ${database.title}: ${text}`));
        reports.push(report);
      }
    }
    const row = (first, title, cell) =>
      lines.push(`| ${first} | ${title} | ${reports.map(cell).join(" | ")} |`);
    const ms = (value) => value.toFixed(1);
    const percent = (share) => `${(share * 100).toFixed(0)} %`;
    row(load.title, "keys and accepted changes per second", (r) => `${r.keys} / ${r.accepted}`);
    row("…", "from a key to all others, p50 / p99 / max", (r) =>
      `${ms(r.p50)} / ${ms(r.p99)} / ${ms(r.max)} ms`);
    row("…", "changes that others were faster than", (r) => percent(r.stale));
    row("…", "CPU of the server / the typists", (r) => `${percent(r.server)} / ${percent(r.own)}`);
    row("…", "server's CPU per accepted change", (r) => `${r.cpu.toFixed(0)} µs`);
    row("…", "server's CPU per delivery", (r) => `${r.cpuPerDelivery.toFixed(1)} µs`);
  }
  return lines.join("\n");
}

const titles = (column) => DATABASES.map((database) => `${column.title}, ${database.title}`);

async function measure(load, column, database, { warmUp, duration, keysPerSecond }) {
  const args = [...column.args.slice(0, -1), MAIN, "--database", database.name];
  const server = await startServer(column.command, args, { cwd: path.resolve(".") });
  try {
    const url = `http://127.0.0.1:${server.readyPort}`;
    const tokens = [];
    for (const name of DEMO) tokens.push(await tokenOf(url, name));
    const ids = await challengesOf(url, tokens, load.rooms);
    const rooms = ids.map((id) => new Room(url, id, tokens, load.typists, keysPerSecond));
    await joinAll(rooms);
    for (const room of rooms) room.type();
    await pause(warmUp);
    const { result, stolen } = await whileWatchingHost(async () => {
      for (const room of rooms) room.startMeasuring();
      const before = cpuSeconds(server.pid);
      const ownBefore = cpuSeconds(process.pid);
      await pause(duration);
      const cpu = cpuSeconds(server.pid) - before;
      const own = cpuSeconds(process.pid) - ownBefore;
      for (const room of rooms) room.stopMeasuring();
      return { cpu, own };
    });
    await Promise.all(rooms.map((room) => room.finish()));
    return { ...sum(rooms, result, duration), stolen, problems: rooms.flatMap((room) => room.problems()) };
  } finally {
    await stopServer(server);
  }
}

function sum(rooms, { cpu, own }, duration) {
  const figures = rooms.map((room) => room.figures);
  const total = (name) => figures.reduce((all, each) => all + each[name], 0);
  const delays = Float64Array.from(figures.flatMap((each) => each.delays)).sort();
  const at = (share) => delays[Math.min(delays.length - 1, Math.floor(delays.length * share))] ?? NaN;
  return {
    keys: Math.round(total("keys") / duration),
    accepted: Math.round(total("accepted") / duration),
    stale: total("stale") / Math.max(1, total("stale") + total("accepted")),
    p50: at(0.5),
    p99: at(0.99),
    max: at(1),
    server: cpu / duration,
    own: own / duration,
    cpu: (cpu * 1e6) / total("accepted"),
    cpuPerDelivery: (cpu * 1e6) / total("deliveries"),
  };
}
