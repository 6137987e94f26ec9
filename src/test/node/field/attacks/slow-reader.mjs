import { Phoenix } from "../phoenix.mjs";
import { holdsWithin, pause } from "../waiting.mjs";

export const name = "slow-reader";
export const title = "slow reader";

const BYTES = 9_000_000;
const BYTES_PER_SECOND = 2_500_000;
const HEARTBEAT_AFTER_MS = 1_500;
const LONGEST_MS = 60_000;

// A client reads everything continuously, at the rate of a slow line.
export async function play({ servers, finding }) {
  const server = await servers.conformance();
  const client = await Phoenix.connect(server.port);
  await client.join("echo:slow");
  client.socket.readAt(BYTES_PER_SECOND);
  const text = "x".repeat(BYTES);
  const began = Date.now();
  const echo = client.push("echo:slow", "ping", { text }, LONGEST_MS);
  echo.catch(() => {});
  await pause(HEARTBEAT_AFTER_MS);
  const heartbeat = client.heartbeat({}, LONGEST_MS);
  heartbeat.catch(() => {});

  await holdsWithin(LONGEST_MS, () => client.socket.received >= BYTES || client.socket.isClosed);
  const reply = client.isOpen ? await echo : null;
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  const isWhole = reply?.response.text === text;
  finding(
    `${BYTES / 1e6} MB at ${BYTES_PER_SECOND / 1e6} MB/s`,
    "arrive whole",
    isWhole
      ? `whole after ${seconds} s`
      : `${(client.socket.received / 1e6).toFixed(1)} MB, close code ${client.socket.closeCode}`,
    isWhole,
  );
  const isAnswered = client.isOpen && (await heartbeat).status === "ok";
  finding("a heartbeat meanwhile", "is answered", isAnswered ? "answered" : "closed", isAnswered);
  client.close();
}
