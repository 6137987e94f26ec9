// All attacks, in the order in which they run.
import * as databaseAway from "./attacks/database-away.mjs";
import * as emailFlood from "./attacks/email-flood.mjs";
import * as framesInAssembly from "./attacks/frames-in-assembly.mjs";
import * as fullDisk from "./attacks/full-disk.mjs";
import * as killedServer from "./attacks/killed-server.mjs";
import * as lockOut from "./attacks/lock-out.mjs";
import * as pollFlood from "./attacks/poll-flood.mjs";
import * as silentConnections from "./attacks/silent-connections.mjs";
import * as slowReader from "./attacks/slow-reader.mjs";
import * as slowSender from "./attacks/slow-sender.mjs";
import * as stalledStream from "./attacks/stalled-stream.mjs";

export const attacks = [
  slowReader,
  slowSender,
  silentConnections,
  stalledStream,
  framesInAssembly,
  emailFlood,
  lockOut,
  pollFlood,
  fullDisk,
  killedServer,
  databaseAway,
];
