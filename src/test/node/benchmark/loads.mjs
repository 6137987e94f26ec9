// The loads: the generator's arguments, the values for the table, and the servers: `all`, for
// memory each of them `fresh`, for presence Roost, for clusters Roost and the baseline.
const PER_DELIVERY = [
  measure("CPU per delivery", "µs", (r) => r.cost.server_cpu_us_per_delivery, { ratio: true }),
  measure("p50 / p99", "ms", (r) => latencies(r.fanout)),
  measure("deliveries per second", "", (r) => r.fanout.deliveries_per_s),
  measure("resident memory", "MB", (r) => resident(r)),
];

const PER_REPLY = [
  measure("CPU per reply", "µs", (r) => r.cost.server_cpu_us_per_reply, { ratio: true }),
  measure("p50 / p99", "ms", (r) => latencies(r.echo)),
  measure("replies per second", "", (r) => r.echo.replies_per_s),
  measure("resident memory", "MB", (r) => resident(r)),
];

const PER_CONNECTION = [
  measure("CPU per connection", "µs", (r) => r.setup_cost.server_cpu_us_per_conn, { ratio: true }),
  measure("connections per second", "", (r) => r.setup.conns_per_s),
];

const PRESENCE = [
  measure("time until all see all", "ms", (r) => r.joins.time_to_all_s * 1000),
  measure("frames sent", "", (r) => r.joins.rx_frames),
  measure("CPU", "ms", (r) => r.join_cost.server_cpu_s * 1000),
  measure("half leave: time until all see it", "ms", (r) => r.leaves.time_to_all_s * 1000),
];

const MEMORY = [
  measure("memory per connection", "KB", (r) => r.bytesPerConnection / 1024, { ratio: true }),
];

function measure(title, unit, of, { ratio = false } = {}) {
  return { title, unit, of, ratio };
}

function latencies({ latency_us: { p50, p99 } }) {
  return [p50 / 1000, p99 / 1000];
}

function resident(report) {
  return report.server_memory.rss_now_kb / 1024;
}

// `small` divides connections, topics and rates, for a trial run.
export function loads(small) {
  const connections = (count) => count / small;
  const joining = { conns: connections(10_000), topics: 1_000 / small };
  const rooms = { conns: connections(5_000), topics: 1_000 / small, pubs: 1_000 / small, size: 200 };
  const echo = { conns: connections(200) };
  const twoNodeRooms = { conns: connections(2_000), topics: 400 / small, pubs: 400 / small };
  return [
    load("join", "connect and join, 10,000 in 1,000 topics", "join", joining, PER_CONNECTION,
      { rounds: 16 }),
    load("fanout", "one room of 1,000, 50 messages a second", "fanout",
      { conns: connections(1_000), rate: 50 }, PER_DELIVERY),
    load("fanout-closed", "one room of 1,000, 4 × 8 messages on their way", "fanout",
      { conns: connections(1_000), pubs: 4, inflight: 8, rate: 0 }, PER_DELIVERY),
    load("rooms", "1,000 rooms of 5, 4,000 messages of 200 bytes a second", "fanout",
      { ...rooms, rate: 4_000 / small }, PER_DELIVERY),
    load("rooms-closed", "1,000 rooms of 5, 1 message on its way in each", "fanout",
      { ...rooms, inflight: 1, rate: 0 }, PER_DELIVERY),
    load("echo", "echo, 200 connections, 1 message on its way", "echo", echo, PER_REPLY),
    load("echo-16", "echo, 200 connections, 16 messages on their way", "echo",
      { ...echo, inflight: 16 }, PER_REPLY),
    load("presence", "1,000 join one room with presence at once", "presence",
      { conns: connections(1_000) }, PRESENCE, { servers: "roost", rounds: 4 }),
    load("presence-2000", "2,000 join one room with presence at once", "presence",
      { conns: connections(2_000) }, PRESENCE, { servers: "roost", rounds: 4 }),
    load("memory", "10,000 idle members of 1,000 topics", "memory", joining, MEMORY,
      { servers: "fresh" }),
    load("nodes", "two nodes, one room of 1,000, 30 messages a second", "fanout",
      { conns: connections(1_000), rate: 30 }, PER_DELIVERY, { servers: "cluster" }),
    load("nodes-rooms", "two nodes, 400 rooms of 5, 2,000 messages a second", "fanout",
      { ...twoNodeRooms, rate: 2_000 / small }, PER_DELIVERY, { servers: "cluster" }),
  ];
}

// Loads of servers that have just started.
export function coldLoads(small) {
  const joining = { conns: 10_000 / small, topics: 1_000 / small };
  return [
    load("cold", "the first 10,000 connects and joins", "join", joining, [
      measure("start to ready", "ms", (r) => r.readyMillis),
      measure("CPU of the start", "ms", (r) => r.startCpu * 1000),
      ...PER_CONNECTION,
    ], { servers: "cold", rounds: 1 }),
    { ...load("cold-witnesses", "the same, 50 clients are there", "join", joining, [
      measure("first connect and join", "ms", (r) => r.first.setup.wall_s * 1000),
      measure("p50 / p99 of those who are there", "ms", (r) => latencies(r.echo)),
    ], { servers: "cold", rounds: 1 }), witnesses: true },
  ];
}

// Loads of clients that offer compression.
export function compressLoads(small) {
  const fanout = (size, rate) => ({ conns: 1_000 / small, size, rate });
  const measures = [
    measure("CPU per delivery", "µs", (r) => r.cost.server_cpu_us_per_delivery),
    measure("bytes per delivery", "", (r) => r.fanout.bytes_per_delivery),
    measure("p50 / p99", "ms", (r) => latencies(r.fanout)),
  ];
  return [
    load("compress-1k", "one room of 1,000, 10 messages of 1 KB a second", "fanout",
      fanout(1_024, 10), measures),
    load("compress-10k", "one room of 1,000, 2 messages of 10 KB a second", "fanout",
      fanout(10_240, 2), measures),
    load("compress-memory", "5,000 members of one topic, after a message of 1 KB", "memory",
      { conns: 5_000 / small, size: 1_024 }, MEMORY, { servers: "fresh" }),
  ];
}

// `rounds` is for loads that run once instead of for a time: the number of runs for the warm-up.
function load(name, title, mode, options, measures, { servers = "all", rounds = 0 } = {}) {
  return { name, title, mode, options, measures, servers, rounds, isTimed: rounds === 0 };
}
