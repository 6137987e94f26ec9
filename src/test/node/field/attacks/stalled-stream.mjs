import http2 from "node:http2";
import { holdsWithin, pause, within } from "../waiting.mjs";

export const name = "stalled-stream";
export const title = "stalled HTTP/2 stream";

const POLL = "/socket/longpoll?vsn=2.0.0";
const CONNECTION_WINDOW = 16_777_216;
const BYTES = 1_500_000;
const LONGEST_STALL_MS = 40_000;
const EVERY_MS = 500;
const ANSWER_MS = 10_000;

// One connection has many streams, like a proxy's; one stream does not read its response.
export async function play({ servers, finding }) {
  const server = await servers.conformance("--h2c", "true");
  const session = http2.connect(`http://127.0.0.1:${server.port}`);
  session.on("error", () => {});
  // Unread bytes of one stream must not fill the connection's shared window.
  session.once("connect", () => session.setLocalWindowSize(CONNECTION_WINDOW));
  const { token } = await poll(session, POLL);
  const stalledPath = `${POLL}&token=${encodeURIComponent(token)}`;
  await poll(session, stalledPath, '["1","1","echo:stalled","phx_join",{}]');
  // Read the join's reply first: the next response is large.
  await poll(session, stalledPath);
  await poll(session, stalledPath, JSON.stringify(["1", "2", "echo:stalled", "push", { text: "x".repeat(BYTES) }]));
  const stalled = session.request({ ":path": stalledPath });
  let ended = null;
  stalled.on("error", () => {});
  stalled.on("close", () => (ended = Date.now()));
  await within(ANSWER_MS, "the beginning of the answer", new Promise((begun) => stalled.on("response", begun)));
  const began = Date.now();

  let others = 0;
  let failed = 0;
  await holdsWithin(LONGEST_STALL_MS, async () => {
    await poll(session, POLL).then(() => others++, () => failed++);
    await pause(EVERY_MS);
    return ended !== null || session.destroyed;
  });
  const after = ((ended ?? Date.now()) - began) / 1000;
  finding(
    "the stream that does not read",
    "is reset after 30 s",
    ended === null ? "still open" : `ended after ${after.toFixed(0)} s`,
    ended !== null,
  );
  const afterwards = await poll(session, POLL).then(() => true, () => false);
  finding(
    "the other streams of its connection",
    "go on",
    `${others} answered, ${failed} failed, ${afterwards ? "open" : "closed"} afterwards`,
    failed === 0 && afterwards && !session.destroyed,
  );
  session.destroy();
}

// Sends a long-poll request and returns the response.
async function poll(session, path, body) {
  if (session.destroyed) throw new Error("the connection is closed");
  const stream = session.request({
    ":path": path,
    ":method": body ? "POST" : "GET",
    ...(body && { "content-type": "application/json" }),
  });
  stream.end(body);
  return within(
    ANSWER_MS,
    "an answer",
    new Promise((resolve, reject) => {
      let text = "";
      stream.setEncoding("utf8");
      stream.on("data", (chunk) => (text += chunk));
      stream.on("error", reject);
      stream.on("close", () => {
        try {
          resolve(JSON.parse(text));
        } catch {
          reject(new Error(`the stream is closed with "${text}"`));
        }
      });
    }),
  );
}
