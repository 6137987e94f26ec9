import { parseArgs } from "node:util";
import { coldLoads, compressLoads, loads } from "./loads.mjs";
import { javaHome } from "./servers.mjs";

const HELP = `Compares Roost with other servers on this machine, and prints a Markdown table.

  .ci/compare --load-generator PATH [options]
  .ci/compare --compress [options]
  .ci/compare --simulate [options]

  --load-generator PATH  phxload: its program, or the directory of its sources
  --java HOME            a JDK to run Roost on; may be repeated, the first is for the peers too
  --java-options OPTIONS flags for each JVM, separated by spaces
  --peers NAMES          of roost,netty,vertx,socketio; all of them
  --only NAMES           loads, of
                         ${names()}
  --repetitions N        how often each load is measured; the median counts (3)
  --starts N             how often the servers are started and measured; the median counts (1)
  --warm-up SECONDS      of each load before anything is measured (10)
  --duration SECONDS     of each measurement (4)
  --cold                 only what servers that have just started need; Roost also with an archive
                         and a warm-up
  --compress             only clients that offer compression; Roost also without it, and with that
                         of Vert.x for each client
  --rooms                only typists in the rooms, on both databases; needs no load generator
  --keys-per-second N    of each typist (5)
  --simulate             only simulations without a network: 200,000 connections, 32 nodes; needs
                         6 GB of memory and no load generator
  --quick                everything once, small and short, to see whether it works
`;

function names() {
  return loads(1).map((load) => load.name).join(",");
}

// The parsed options; null for --help.
export function options() {
  const { values } = parseArgs({
    options: {
      help: { type: "boolean" },
      classpath: { type: "string" },
      target: { type: "string" },
      "load-generator": { type: "string" },
      java: { type: "string", multiple: true },
      "java-options": { type: "string", default: "" },
      peers: { type: "string", default: "roost,netty,vertx,socketio" },
      only: { type: "string", default: names() },
      repetitions: { type: "string" },
      starts: { type: "string", default: "1" },
      "warm-up": { type: "string" },
      duration: { type: "string" },
      cold: { type: "boolean", default: false },
      compress: { type: "boolean", default: false },
      rooms: { type: "boolean", default: false },
      "keys-per-second": { type: "string", default: "5" },
      simulate: { type: "boolean", default: false },
      quick: { type: "boolean", default: false },
    },
  });
  const needsGenerator = !values.compress && !values.rooms && !values.simulate;
  if (values.help || (needsGenerator && !values["load-generator"])) {
    console.error(HELP);
    return null;
  }
  const { quick } = values;
  const chosen = values.only.split(",");
  const unknown = chosen.find((name) => !names().split(",").includes(name));
  if (unknown) throw new Error(`no such load: ${unknown}; there are ${names()}`);
  return {
    classpath: values.classpath,
    target: values.target,
    loadGenerator: values["load-generator"],
    javas: values.java ?? [javaHome()],
    javaOptions: values["java-options"].split(" ").filter(Boolean),
    peers: values.peers.split(","),
    cold: values.cold,
    compress: values.compress,
    rooms: values.rooms,
    keysPerSecond: Number(values["keys-per-second"]),
    simulate: values.simulate,
    loads: values.cold ? coldLoads(quick ? 20 : 1)
      : values.compress ? compressLoads(quick ? 20 : 1)
      : loads(quick ? 20 : 1).filter((load) => chosen.includes(load.name)),
    repetitions: Number(values.repetitions ?? (quick ? 1 : 3)),
    starts: Number(values.starts),
    quick,
    warmUp: Number(values["warm-up"] ?? (quick ? 1 : 10)),
    duration: Number(values.duration ?? (quick ? 1 : 4)),
    settling: quick ? 0.5 : 1,
    tries: quick ? 1 : 8,
  };
}
