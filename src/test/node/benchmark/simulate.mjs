// Roost in one process without a network, with more connections and nodes than this machine has
// room for: what each of them costs, and whether that stays the same.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { output, whileWatchingHost } from "./processes.mjs";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../../..");
const MAIN = "dev.roost.benchmark.scale.";
const HEAP = ["-Xms4g", "-Xmx6g"];
const SECONDS = 1_800;

// Simulates on each JDK; returns Markdown tables.
export async function simulationTables(columns, { quick }, tell) {
  const tables = [];
  for (const column of columns) {
    const simulate = (main, sizes) => {
      tell(`simulating ${sizes.join(", ")}: ${main} on ${column.title}`);
      const args = [...column.args.slice(0, -1), MAIN + main, ...sizes.map(String)];
      return whileWatchingHost(() =>
        output(column.command, [...HEAP, ...args], { cwd: ROOT, killed: SECONDS }));
    };
    const connections = await simulate("ConnectionScale",
      quick ? [3_000, 6_000] : [10_000, 50_000, 200_000]);
    const clusters = await simulate("ClusterScale", quick ? [2, 4] : [2, 8, 32]);
    tables.push(
      column.title,
      table("one node", report(connections).connections, connectionRows),
      table("several nodes", report(clusters).clusters, clusterRows));
  }
  return tables.join("\n\n");
}

// The JSON is the last line: Hazelcast and the server may log before.
function report({ result: { out } }) {
  return JSON.parse(out.trim().split("\n").at(-1));
}

function table(title, reports, rows) {
  const columns = reports.map((each) => each.nodes ?? each.connections.toLocaleString("en-US"));
  return [
    `| ${title} | ${columns.join(" | ")} |`,
    `| --- | ${columns.map(() => "---:").join(" | ")} |`,
    ...rows.map(([name, cell]) =>
      `| ${name} | ${reports.map((each) => cell(each, reports[0])).join(" | ")} |`),
  ].join("\n");
}

const fixed = (value, digits) => value.toLocaleString("en-US", { maximumFractionDigits: digits });
const bytes = (value) => `${fixed(value, 0)} B`;
const micros = (value) => `${fixed(value, 1)} µs`;
const millis = (value) => `${fixed(value, value < 10 ? 1 : 0)} ms`;
const longest = (pauses) => (pauses.length === 0 ? "none" : millis(Math.max(...pauses)));

const STEPS = [
  ["a connection", "connection"],
  ["its first channel, in a topic of all", "channel"],
  ["its second, in a topic of ten", "room"],
  ["its presence there, the first of the topic's", "present"],
  ["its second presence there", "presence"],
];

const connectionRows = [
  ["topics", (of) => fixed(of.topics, 0)],
  ...STEPS.map(([name, step]) => [`heap: ${name}`, (of) => bytes(of[step].bytes)]),
  ["heap: all of these, for each connection", (of) =>
    bytes(STEPS.reduce((sum, [, step]) => sum + of[step].bytes, 0))],
  ...STEPS.map(([name, step]) => [`CPU: ${name}`, (of) => micros(of[step].micros)]),
  ["broadcast to all: time, CPU per delivery", (of) =>
    `${millis(of.broadcast.millis)}, ${micros(of.broadcast.micros)}`],
  ["broadcast to each topic of ten: time, CPU per delivery", (of) =>
    `${millis(of.rooms.millis)}, ${micros(of.rooms.micros)}`],
  ["list the presences of all topics", (of) => millis(of.listPresences.millis)],
  ["search all topics", (of) => millis(of.findTopics.millis)],
  ["search all connections", (of) => millis(of.findSockets.millis)],
  ["add up what waits for clients", (of) => millis(of.queuedBytes.millis)],
  ["echoes per second beside the idle connections", (of) => fixed(of.load.echoesPerSecond, 0)],
  ["longest pause meanwhile", (of) => longest(of.load.pauses)],
  ["longest pause while all join and become present", (of) =>
    longest(STEPS.flatMap(([, step]) => of[step].pauses))],
  ["drain at once: time, CPU per connection", (of) =>
    `${millis(of.drain.millis)}, ${micros(of.drain.micros)}`],
];

// The heap of all nodes grows by this much for each node more.
function heapOfOthers(of, first) {
  if (of === first) return "–";
  return bytes((of.joins.heap - first.joins.heap) / (of.nodes - first.nodes));
}

const clusterRows = [
  ["size of a heartbeat at rest", (of) => bytes(of.busy.size)],
  ["heartbeats of a node in a period, its own included", (of) => fixed(of.busy.messages, 1)],
  ["one topic more, with others at once: bytes to each other node", (of) => bytes(of.topics.bytes)],
  ["one join alone: messages to and from each other node", (of) => fixed(of.oneJoin.messages, 2)],
  ["… bytes", (of) => bytes(of.oneJoin.bytes)],
  ["one join of many: messages to and from each other node", (of) => fixed(of.joins.messages, 3)],
  ["… bytes", (of) => bytes(of.joins.bytes)],
  ["heap of each other node: a presence and a tenth of its topic", heapOfOthers],
  ["a late node: presences there", (of) => fixed(of.late.presences, 0)],
  ["… bytes for each of them", (of) => bytes(of.late.bytesPerPresence)],
  ["… messages that it gets", (of) => fixed(of.late.messages, 0)],
  ["… heartbeats of all nodes meanwhile", (of) => fixed(of.late.heartbeats, 0)],
  ["… time until it lists all", (of) => millis(of.late.millis)],
];
