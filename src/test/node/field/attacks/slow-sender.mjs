import { Phoenix } from "../phoenix.mjs";

export const name = "slow-sender";
export const title = "slow sender";

const BYTES = 2_000_000;
const BYTES_PER_SECOND = 25_000;
const REPLY_MS = 30_000;

// One message takes longer than the server's idle timeout.
export async function play({ servers, finding, quick }) {
  const rate = quick ? 10 * BYTES_PER_SECOND : BYTES_PER_SECOND;
  const server = await servers.conformance();
  const client = await Phoenix.connect(server.port);
  await client.join("echo:slow");
  const text = "x".repeat(BYTES);
  const began = Date.now();
  const longest = (BYTES / rate) * 1000 + REPLY_MS;
  const reply = await client
    .pushAt(rate, "echo:slow", "ping", { text }, longest)
    .catch(() => null);
  const seconds = ((Date.now() - began) / 1000).toFixed(0);
  const isWhole = reply?.response.text === text;
  finding(
    `${BYTES / 1e6} MB at ${rate / 1000} KB/s`,
    "is handled",
    isWhole ? `answered after ${seconds} s` : `close code ${client.socket.closeCode}, ${seconds} s`,
    isWhole,
  );
  client.close();
}
