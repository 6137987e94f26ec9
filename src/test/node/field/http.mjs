// Requests from any address of this machine: all of 127.0.0.0/8 are.
import http from "node:http";

const ANSWER_MS = 30_000;

// The status and text of the response; status 0 without one.
export function request(port, path, { method = "GET", json, token, from, agent, headers } = {}) {
  const body = json === undefined ? undefined : JSON.stringify(json);
  return new Promise((resolve) => {
    const sent = http.request(
      {
        host: "127.0.0.1",
        port,
        path,
        method,
        agent: agent ?? false,
        localAddress: from,
        timeout: ANSWER_MS,
        headers: {
          ...(body !== undefined && {
            "Content-Type": "application/json",
            "Content-Length": Buffer.byteLength(body),
          }),
          ...(token && { Authorization: `Bearer ${token}` }),
          ...headers,
        },
      },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (chunk) => (text += chunk));
        answer.on("end", () => resolve({ status: answer.statusCode, text, json: parsed(text) }));
        answer.on("error", () => resolve({ status: 0, text: "" }));
      },
    );
    sent.on("timeout", () => sent.destroy());
    sent.on("error", (error) => resolve({ status: 0, text: error.message }));
    sent.end(body);
  });
}

// Sends many requests, a limited number at a time, over kept connections. Returns the count of each
// status.
export async function flood(count, atATime, send) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: atATime });
  const statuses = {};
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const { status } = await send(next++, agent);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  agent.destroy();
  return statuses;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
