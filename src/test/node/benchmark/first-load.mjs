#!/usr/bin/env node
// The first load of a challenge on a phone over a slow network, with an empty cache:
//
//     node benchmark/first-load.mjs --url http://127.0.0.1:4000
//
// on a server with demo accounts. Prints bytes, times and the layout shift, as JSON.
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { tokenOf } from "../demo-accounts.mjs";

const { values: options } = parseArgs({
  options: {
    url: { type: "string", default: "http://127.0.0.1:4000" },
    path: { type: "string", default: "/challenges/2" },
    runs: { type: "string", default: "3" },
    kbps: { type: "string", default: "1600" },
    latency: { type: "string", default: "150" },
  },
});
const bytesPerSecond = (Number(options.kbps) * 1000) / 8;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic"],
});
const token = await tokenOf(options.url, "Ann");

async function measure() {
  const { origin } = new URL(options.url);
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    storageState: {
      cookies: [],
      origins: [{ origin, localStorage: [{ name: "phoenixAuthToken", value: token }] }],
    },
  });
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  const protocol = await context.newCDPSession(page);
  let bytes = 0;
  let requests = 0;
  protocol.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    requests++;
  });
  await protocol.send("Network.enable");
  await protocol.send("Network.setCacheDisabled", { cacheDisabled: true });
  await protocol.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: Number(options.latency),
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  });
  await page.goto(options.url + options.path, { waitUntil: "commit" });
  await page.locator('[data-testid="saved"][data-state="saved"]').waitFor({ timeout: 60_000 });
  const editableMs = await page.evaluate(() => performance.now());
  // Participants, messages and lists arrive after the document; then the layout is final.
  await page.locator('[data-testid="challenge-link"]').first().waitFor();
  await page.waitForLoadState("networkidle");
  const seen = await page.evaluate(() => ({
    firstPaintMs: performance.getEntriesByName("first-contentful-paint")[0].startTime,
    layoutShift: window.shift,
  }));
  await context.close();
  return { ...seen, editableMs, bytes, requests };
}

const runs = [];
for (let run = 0; run < Number(options.runs); run++) runs.push(await measure());
await browser.close();

const median = (name) => runs.map((run) => run[name]).sort((a, b) => a - b)[runs.length >> 1];
const result = Object.fromEntries(
  Object.keys(runs[0]).map((name) => [name, Math.round(median(name) * 1000) / 1000]),
);
console.log(JSON.stringify(result));
