// node live/merge.mjs VERSION…
//
// Reads one frame per line: {"rendered": …} starts a view, {"diff": …} changes it, {"destroyed":
// [cid, …]} removes components. Answers each with a line: the page's HTML in each version of the
// client, in order, or an error instead: [{"html": …}, {"error": …}].
import readline from "node:readline";
import { loadRendered } from "./client-tree.mjs";
import { Page } from "./page.mjs";

const pages = [];
for (const version of process.argv.slice(2)) pages.push(new Page(await loadRendered(version)));

for await (const line of readline.createInterface({ input: process.stdin })) {
  const frame = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(pages.map((page) => answer(page, frame)))}\n`);
}

function answer(page, frame) {
  try {
    return { html: page.take(frame) };
  } catch (error) {
    return { error: String(error?.stack ?? error) };
  }
}
