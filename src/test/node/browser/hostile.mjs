// Programs that read their input, reach for what they must not have, loop forever, and write forever.
import { createServer } from "node:http";
import { check, equal } from "../checks.mjs";
import { tokenOf } from "../demo-accounts.mjs";
import { options } from "./browser.mjs";
import { endOf, openWithTime, run, wrote } from "./running.mjs";

// Loading a runtime takes its time on a busy machine.
const LOADED_MS = 100_000;
const LONGEST_CHECK_MS = 300_000;

// What hostile programs call: it counts the calls.
let calls = 0;
const outside = createServer((request, response) => {
  calls++;
  response.setHeader("access-control-allow-origin", "*");
  response.end();
});
await new Promise((resolve) => outside.listen(0, "127.0.0.1", resolve));
const { port } = outside.address();
const elsewhere = `http://127.0.0.1:${port}/`;

const INPUT = "one\ntwo\nthree";

const JAVASCRIPT = `
console.log(readLine(), readline(), prompt("?"), readLine(), input.length);
const attempts = {
  fetch: () => fetch("${elsewhere}"),
  own: () => fetch("${options.url}/api/v1/settings"),
  request: () => {
    const request = new XMLHttpRequest();
    request.open("GET", "${elsewhere}", false);
    request.send();
  },
  socket: () => new Promise((resolve, reject) => {
    const socket = new WebSocket("${elsewhere.replace("http", "ws")}");
    socket.onopen = resolve;
    socket.onerror = reject;
  }),
  script: () => importScripts("${elsewhere}"),
  module: () => import("${elsewhere}"),
  token: () => localStorage.getItem("phoenixAuthToken").length,
  database: () => new Promise((resolve, reject) => {
    const request = indexedDB.open("roost");
    request.onsuccess = resolve;
    request.onerror = reject;
  }),
  caches: () => caches.open("roost"),
  cookies: () => document.cookie.length,
  page: () => parent.document.title,
  worker: () => postMessage({ type: "finished", status: "ok" }),
};
for (const [name, attempt] of Object.entries(attempts)) {
  let outcome = "WORKED";
  try {
    await attempt();
  } catch {
    outcome = "refused";
  }
  console.log(name, outcome);
}
`;

const PYTHON = `
import js, sys, urllib.request
print(input(), sys.stdin.read().split())
async def fetch(): await js.fetch("${elsewhere}")
def open_url(): urllib.request.urlopen("${elsewhere}")
def token(): js.localStorage.getItem("phoenixAuthToken")
def cookies(): js.document.cookie
def page(): js.parent.document
def database(): js.indexedDB.open("roost")
for attempt in [fetch, open_url, token, cookies, page, database]:
    try:
        result = attempt()
        if result is not None: await result
        print(attempt.__name__, "WORKED")
    except BaseException:
        print(attempt.__name__, "refused")
`;

const RUBY = `
require "js"
puts "#{gets.chomp} #{STDIN.read.split}"
ATTEMPTS = {
  request: -> { JS.eval("const r = new XMLHttpRequest(); r.open('GET', '${elsewhere}', false); r.send()") },
  socket: -> { TCPSocket.new("127.0.0.1", ${port}) },
  token: -> { JS.eval("localStorage.getItem('phoenixAuthToken')") },
  cookies: -> { JS.eval("document.cookie") },
  page: -> { JS.eval("parent.document") },
}
ATTEMPTS.each do |name, attempt|
  attempt.call
  puts "#{name} WORKED"
rescue StandardError, ScriptError
  puts "#{name} refused"
end
`;

const JAVASCRIPT_NAMES = [...JAVASCRIPT.matchAll(/^ {2}(\w+): \(\) =>/gm)].map(([, name]) => name);

const PROGRAMS = {
  JavaScript: {
    attempts: JAVASCRIPT,
    names: JAVASCRIPT_NAMES,
    reads: "one two three null 13",
    loop: "for (;;) {}",
    flood: 'for (;;) console.log("again and again")',
  },
  TypeScript: {
    attempts: `const never: boolean = false;\n${JAVASCRIPT}`,
    names: JAVASCRIPT_NAMES,
    reads: "one two three null 13",
    loop: "while (!never) {}",
    flood: 'const text: string = "again and again";\nfor (;;) console.log(text);',
  },
  Python: {
    attempts: PYTHON,
    names: ["fetch", "open_url", "token", "cookies", "page", "database"],
    reads: "one ['two', 'three']",
    loop: "while True: pass",
    flood: 'while True: print("again and again" * 50)',
  },
  Ruby: {
    attempts: RUBY,
    names: ["request", "socket", "token", "cookies", "page"],
    reads: 'one ["two", "three"]',
    loop: "loop {}",
    flood: 'loop { puts "again and again" * 50 }',
  },
};

async function newChallenge(language) {
  const answer = await fetch(`${options.url}/api/v1/challenges`, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${await tokenOf(options.url, "Ann")}`,
      "Content-Type": "application/json",
    },
    body: JSON.stringify({
      challenge: { title: "Hostile", prompt: "Break out.", language, visibility: "private" },
    }),
  });
  return (await answer.json()).challenge.id;
}

// Each language has a challenge and a page of its own, so that the languages run at the same time.
async function isStopped(person, name) {
  const { attempts, names, reads, loop, flood } = PROGRAMS[name];
  const page = await person.anotherTab();
  await openWithTime(page, `/challenges/${await newChallenge(name.toLowerCase())}`);

  await page.at("tests-toggle").click();
  await page.at("run-input").fill(INPUT);
  const looping = await run(page, attempts + loop);
  await wrote(page, looping, `${names.at(-1)} `, LOADED_MS);
  await page.at("stop").click();
  const { status, output } = await endOf(page, looping);
  equal("end", status, "stopped");
  equal("output", output, [reads, ...names.map((each) => `${each} refused`), ""].join("\n"));

  const flooding = await endOf(page, await run(page, flood), LOADED_MS);
  equal("end", flooding.status, "output_limit");
  equal("bytes", flooding.output.length, 65_536);
  await page.page.close();
}

// Starts the checks of all languages in pages of this person. They end when the returned promise does.
export async function hostilePrograms(person) {
  await check("the programs make all attempts", () =>
    equal("attempts", JAVASCRIPT_NAMES.length, 12),
  );
  await Promise.all(
    Object.keys(PROGRAMS).map((name) =>
      check(
        `${name} reads its input, gets nowhere else, and is stopped`,
        () => isStopped(person, name),
        LONGEST_CHECK_MS,
      ),
    ),
  );
  await check("no call got out", () => equal("calls", calls, 0));
  outside.close();
}
