// Runs attacks on separate servers and reports which promises held. `.ci/field` starts it; --help
// lists the options.
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { options as readOptions } from "./options.mjs";
import { Servers } from "./servers.mjs";
import { table } from "./table.mjs";
import { within } from "./waiting.mjs";

const LONGEST_ATTACK_MS = 240_000;

const options = readOptions();
if (options === null) process.exit(0);

const directory = path.join(path.resolve(options.target ?? "target"), "field");
rmSync(directory, { recursive: true, force: true });
mkdirSync(directory, { recursive: true });

const began = Date.now();
const findings = [];
// An exception in a callback belongs to no attack, but is a failure.
process.on("uncaughtException", (error) => {
  findings.push({ attack: "field", what: "callbacks", expected: "do not throw", seen: error.stack, held: false });
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(130));
for (const attack of options.attacks) {
  tell(attack.title);
  await play(attack);
}
console.log(table(findings));
const broken = findings.filter(({ held }) => !held).length;
console.log(`\n${findings.length - broken} passed, ${broken} failed`);
process.exit(broken > 0 ? 1 : 0);

async function play({ name, title, play: attack }) {
  const servers = new Servers(options, path.join(directory, name));
  const cleanups = [];
  const finding = (what, expected, seen, held) => {
    findings.push({ attack: title, what, expected, seen, held });
    if (!held) tell(`  did not hold: ${what}: ${seen}`);
  };
  const cleanup = (action) => cleanups.push(action);
  try {
    const { quick } = options;
    const context = { quick, servers, finding, cleanup, directory: path.join(directory, name) };
    await within(LONGEST_ATTACK_MS, title, attack(context));
  } catch (failure) {
    finding("the whole of it", "can be played", failure.message, false);
  } finally {
    await servers.stop();
    cleanups.reverse().forEach((action) => action());
  }
}

function tell(what) {
  const seconds = Math.round((Date.now() - began) / 1000);
  console.error(`${String(seconds).padStart(5)} s  ${what}`);
}
