import WebSocket from "ws";
import { equal, until } from "../checks.mjs";
import { calls, collect, ok, outcome } from "./client.mjs";

export const polling = {
  "polls: joins, pushes, and is answered": async (client) => {
    const socket = client.polling({ user: "ann" });
    const topic = client.topic("echo");
    const channel = await client.joined(topic, { socket });
    equal("transport", socket.conn instanceof client.LongPoll, true);
    equal("ok", await ok(channel.push("ping", { text: "é😀\n" })), { text: "é😀\n" });
    equal("user", (await ok(channel.push("whoami", {}))).user, "ann");
    const failed = await outcome(channel.push("fail", { n: 1 }));
    equal("error", failed, { status: "error", response: { n: 1 } });
    equal("later", await ok(channel.push("async", { n: 2 })), { n: 2 });
    const denied = await outcome(socket.channel(client.topic("echo"), { deny: "no" }).join());
    equal("denied", denied, { status: "error", response: { reason: "no" } });
  },

  "polls: receives more than one batch, in order": async (client) => {
    const topic = client.topic("room");
    const sender = await client.joined(topic, { socket: client.polling() });
    const other = await client.joined(topic);
    await reaches(sender, other, "shout");
    const lists = [collect(sender, "new_msg"), collect(other, "new_msg")];
    for (let n = 0; n < 250; n++) sender.push("new_msg", { n });
    await until("all messages", () => lists.every((list) => list.length >= 250));
    const expected = Array.from({ length: 250 }, (_, n) => ({ n }));
    for (const list of lists) equal("messages", list, expected);
  },

  "polls: receives broadcasts while it waits": async (client) => {
    const topic = client.topic("room");
    const waiting = await client.joined(topic, { socket: client.polling() });
    const sender = await client.joined(topic);
    await reaches(sender, waiting, "new_msg");
    const messages = collect(waiting, "shout");
    for (let n = 0; n < 5; n++) {
      sender.push("shout", { n });
      await until("a message", () => messages.length === n + 1);
    }
    equal("messages", messages.at(-1), { n: 4 });
  },

  "polls: is tracked and sees other presences": async (client) => {
    const topic = client.topic("presence");
    const { channel, presence } = await client.present(topic, "ann", client.polling());
    const other = await client.present(topic, "bob", client.socket());
    const keys = (of) => of.list((key) => key).sort();
    await until("both at both", () =>
      [presence, other.presence].every((of) => keys(of).join() === "ann,bob"),
    );
    await ok(channel.push("update", { n: 2 }));
    await until("the update", () => other.presence.state.ann.metas[0].n === 2);
    other.channel.leave();
    await until("bob has left", () => keys(presence).join() === "ann");
  },

  "polls: leaves, and rejoins after a crash": async (client) => {
    const socket = client.polling();
    const channel = await client.joined(client.topic("echo"), { socket });
    const errors = calls((f) => channel.onError(f));
    channel.push("crash", {});
    await errors.atLeast(1);
    equal("again", await ok(channel.push("ping", { n: 1 })), { n: 1 });
    const closed = calls((f) => channel.onClose(f));
    await ok(channel.leave());
    await closed.atLeast(1);
  },

  "polls: sends binary": async (client) => {
    const topic = client.topic("room");
    const sender = await client.joined(topic, { socket: client.polling() });
    const other = await client.joined(topic);
    await reaches(sender, other, "new_msg");
    const messages = collect(other, "shout_binary");
    sender.push("shout_binary", Uint8Array.from([9, 0, 255]).buffer);
    await until("the message", () => messages.length > 0);
    equal("bytes", [...new Uint8Array(messages[0])], [9, 0, 255]);
    equal("goes on", await ok(sender.push("new_msg_ack", {})), {});
  },

  "falls back to polling where no WebSocket opens": async (client) => {
    const Unreachable = class extends WebSocket {
      constructor() {
        super("ws://127.0.0.1:9/");
      }
    };
    const socket = client.socket({ user: "bob" }, { transport: Unreachable, longPollFallbackMs: 200 });
    const channel = await client.joined(client.topic("echo"), { socket });
    equal("polls", socket.conn instanceof client.LongPoll, true);
    equal("user", (await ok(channel.push("whoami", {}))).user, "bob");
  },

  "does not fall back where WebSockets work": async (client) => {
    const socket = client.socket({}, { longPollFallbackMs: 1_000 });
    await client.joined(client.topic("echo"), { socket });
    equal("stays", socket.conn instanceof WebSocket, true);
  },
};

// Another node may learn of the subscriber later.
async function reaches(from, to, event) {
  const messages = collect(to, event);
  await until("a first message", () => {
    if (messages.length === 0) from.push(event, {});
    return messages.length > 0;
  });
}

// Clients before take the new session that they get for the old one.
export const pollingAgain = {
  "polls: reconnects after the server disconnected its user": async (client) => {
    const user = client.topic("user");
    const socket = client.polling({ user });
    const channel = await client.joined(client.topic("room"), { socket });
    const opened = calls((f) => socket.onOpen(f));
    channel.push("disconnect_me", {});
    await opened.atLeast(1);
    const messages = collect(channel, "new_msg");
    await ok(channel.push("new_msg_ack", { n: 1 }));
    equal("messages", messages, [{ n: 1 }]);
  },

  "polls: passes its auth token": async (client) => {
    const authToken = "secret?>~1";
    const socket = client.polling({ user: "ann" }, { authToken });
    const channel = await client.joined(client.topic("echo"), { socket });
    equal("whoami", await ok(channel.push("whoami", {})), { user: "ann", auth_token: authToken });
  },
};
