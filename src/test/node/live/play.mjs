// node live/play.mjs --url URL --scenarios FOLDER [--clients VERSION,…] [--only PREFIX,…] [--jobs N]
//
// Plays the recorded scenarios on a server of the reference views, in Chromium with published
// versions of the client. Compares the pages with those of a real Phoenix LiveView, and the sum of
// received bytes with the real server's.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { check, checkServer, finish } from "../checks.mjs";
import { BrowserScenario } from "./scenarios/browser-scenario.mjs";
import { bundle } from "./scenarios/bundle.mjs";
import { RawScenario } from "./scenarios/raw-scenario.mjs";
import { Seats } from "./scenarios/seats.mjs";

const LONGEST_SCENARIO_MS = 120_000;

const { values: options } = parseArgs({
  options: {
    url: { type: "string" },
    scenarios: { type: "string" },
    clients: { type: "string", default: "1.2.12,1.1.32" },
    only: { type: "string", default: "" },
    jobs: { type: "string", default: "4" },
  },
});
await checkServer(options.url);

const scenarios = readdirSync(options.scenarios)
  .sort()
  .map((file) => JSON.parse(readFileSync(path.join(options.scenarios, file), "utf8")))
  .filter(({ name }) => options.only.split(",").some((prefix) => name.startsWith(prefix)));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-sync",
    "--disable-component-update",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
  ],
});

const seats = new Seats(browser);
const queue = [];
const bytes = new Map();
for (const [i, version] of options.clients.split(",").entries()) {
  const script = await bundle(version);
  bytes.set(version, { received: 0, recorded: 0 });
  scenarios
    // A raw scenario has no client.
    .filter(({ kind }) => i === 0 || kind !== "raw")
    .forEach((scenario) => queue.push({ scenario, version, script }));
}

async function play({ scenario, version, script }) {
  const Kind = scenario.kind === "raw" ? RawScenario : BrowserScenario;
  const played = new Kind({ seats, base: options.url, script });
  try {
    for (const [i, step] of scenario.steps.entries()) {
      const complaints = await played.step(step, i === scenario.steps.length - 1);
      if (complaints.length) {
        const what = `step ${i + 1} ${step.as ?? ""} ${JSON.stringify(step.do)}`;
        throw new Error([what, ...complaints].join("\n"));
      }
    }
    const sums = bytes.get(version);
    sums.received += played.received;
    sums.recorded += scenario.received[version];
  } finally {
    await played.close();
  }
}

async function work() {
  for (let next; (next = queue.shift());) {
    const { scenario, version } = next;
    await check(`${scenario.name} with ${version}`, () => play(next), LONGEST_SCENARIO_MS);
  }
}
await Promise.all(Array.from({ length: Number(options.jobs) }, work));
await browser.close();

for (const [version, { received, recorded }] of bytes) {
  await check(`bytes with ${version}: ${received}, of the recorded server ${recorded}`, () => {
    // Some pages need a few bytes more; all together need fewer.
    if (received > recorded && !options.only) throw new Error("more than the recorded server sent");
  });
}
finish();
