// Loads a Socket.IO server and reports in the same JSON as phxload:
//
//     node load.mjs join|fanout|echo --port N --pid SERVER [phxload's options]
//
// The exit status is 0 on success and 2 if messages were lost, duplicated or out of order.
import { parseArgs } from "node:util";
import { pause } from "../processes.mjs";
import { connectAll } from "./connections.mjs";
import { Fanout } from "./fanout.mjs";
import { Latencies, Window } from "./window.mjs";

const DEFAULTS = {
  port: "4000", pid: "0", conns: "1000", topics: "1", pubs: "1", rate: "100", inflight: "1",
  size: "128", warmup: "2", duration: "10", hold: "0", window: "128",
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean" },
    ...Object.fromEntries(
      Object.entries(DEFAULTS).map(([name, value]) => [name, { type: "string", default: value }]),
    ),
  },
});
const options = Object.fromEntries(
  Object.keys(DEFAULTS).map((name) => [name, Number(values[name])]),
);

const setup = new Window(options.pid);
const { clients, lost } = await connectAll(options);
const setupCost = setup.end();

const run = { join, fanout, echo }[positionals[0]];
const report = await run();
report.connections = { requested: options.conns, ready: clients.length, lost_later: lost.length };
report.ok = lost.length === 0 && report.ok;
clients.forEach((client) => client.close());
console.log(JSON.stringify(report));
process.exit(report.ok ? 0 : 2);

async function join() {
  await pause(options.hold);
  const perSecond = options.conns / setupCost.seconds;
  return {
    setup: { wall_s: setupCost.seconds, conns_per_s: perSecond },
    setup_cost: setupCost.cost("server_cpu_us_per_conn", options.conns),
    server_memory: setupCost.memory(),
    ok: true,
  };
}

async function fanout() {
  const load = new Fanout(clients, options);
  load.start();
  await pause(options.warmup);
  const window = new Window(options.pid);
  load.measure();
  await pause(options.duration);
  const measured = load.stop();
  const cost = window.end();
  await settled(() => load.received);
  const violations = load.violations();
  return {
    fanout: {
      deliveries_per_s: measured.deliveries / cost.seconds,
      latency_us: load.latencies.percentiles(),
    },
    violations,
    cost: cost.cost("server_cpu_us_per_delivery", measured.deliveries),
    server_memory: cost.memory(),
    ok: violations.missing + violations.duplicated + violations.reordered === 0,
  };
}

async function echo() {
  const latencies = new Latencies();
  const body = "x".repeat(Math.max(0, options.size - '{"body":""}'.length));
  let sent = 0;
  let replies = 0;
  let wrong = 0;
  let sending = true;
  let measuring = false;
  const ask = (client) => {
    const at = performance.now();
    sent++;
    client.ask(["echo", { body }], (answer) => {
      replies++;
      if (answer.body !== body) wrong++;
      if (measuring) latencies.add(performance.now() - at);
      if (sending) ask(client);
    });
  };
  for (const client of clients) for (let i = 0; i < options.inflight; i++) ask(client);
  await pause(options.warmup);
  const window = new Window(options.pid);
  const before = replies;
  measuring = true;
  await pause(options.duration);
  measuring = sending = false;
  const measured = replies - before;
  const cost = window.end();
  await settled(() => replies);
  return {
    echo: { replies_per_s: measured / cost.seconds, latency_us: latencies.percentiles() },
    violations: { missing: sent - replies, wrong_reply: wrong },
    cost: cost.cost("server_cpu_us_per_reply", measured),
    server_memory: cost.memory(),
    ok: sent === replies && wrong === 0,
  };
}

// Waits for a second without messages.
async function settled(count) {
  for (let before = -1; before !== count(); ) {
    before = count();
    await pause(1);
  }
}
