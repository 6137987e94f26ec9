import { equal, until } from "../checks.mjs";
import { calls, ok } from "./client.mjs";

export const connecting = {
  "connects": async (client) => {
    const socket = client.socket({ user: "ann" });
    await calls((f) => socket.onOpen(f)).atLeast(1);
    equal("state", socket.connectionState(), "open");
  },

  "passes its params": async (client) => {
    const user = "Ann & Bob = 100 %, 日本 🎈";
    const channel = await client.joined(client.topic("echo"), { socket: client.socket({ user }) });
    equal("user", (await ok(channel.push("whoami", {}))).user, user);
  },

  "is refused on every retry": async (client) => {
    const socket = client.socket({ reject: "true" });
    const opened = calls((f) => socket.onOpen(f));
    const reasons = [];
    socket.onError((error) => reasons.push(error.message));
    await until("a second try", () => reasons.length >= 2);
    equal("opened", opened.count, 0);
    equal("reason", reasons[0], "Unexpected server response: 403");
  },

  "keeps up its heartbeat": async (client) => {
    const socket = client.socket({}, { heartbeatIntervalMs: 400 });
    const closed = calls((f) => socket.onClose(f));
    const answers = [];
    socket.onMessage(({ topic, event, payload }) => {
      if (topic === "phoenix" && event === "phx_reply") answers.push(payload.status);
    });
    await until("answers", () => answers.length >= 3);
    equal("answers", answers.slice(0, 3), ["ok", "ok", "ok"]);
    equal("closed", closed.count, 0);
  },
};

export const connectingWithAuthToken = {
  "passes its auth token": async (client) => {
    // Its base64 has a + and, before the client cuts it off, padding.
    const authToken = "secret?>~1";
    const socket = client.socket({ user: "ann" }, { authToken });
    const channel = await client.joined(client.topic("echo"), { socket });
    equal("whoami", await ok(channel.push("whoami", {})), { user: "ann", auth_token: authToken });
  },
};
