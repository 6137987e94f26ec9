import { equal, until } from "../checks.mjs";
import { calls, collect, ok, outcome } from "./client.mjs";

export const joining = {
  "joins": async (client) => {
    const socket = client.socket();
    const topic = client.topic("echo");
    equal("reply", await ok(socket.channel(topic).join()), {});
    equal("exact topic", await ok(socket.channel("lobby").join()), { exact: true });
  },

  "passes the params of a join, and gets its reply": async (client) => {
    const topic = client.topic("echo");
    const params = { reply: 1, list: [1, { two: null }] };
    const reply = await ok(client.socket().channel(topic, params).join());
    equal("reply", reply, { joined: topic, params });
  },

  "is denied a join": async (client) => {
    const reason = await refusal(client, client.topic("echo"), { deny: "not you" });
    equal("reason", reason, "not you");
  },

  "is denied an unmatched topic": async (client) => {
    for (const topic of ["nope", "lobby:1", "rooms:1"]) {
      equal(topic, await refusal(client, topic), "unmatched topic");
    }
  },

  "receives the error of a crashed join and continues": async (client) => {
    const socket = client.socket();
    const reason = await refusal(client, client.topic("echo"), { crash: true }, socket);
    equal("reason", reason, "join crashed");
    await client.joined(client.topic("echo"), { socket });
  },

  "leaves": async (client) => {
    const topic = client.topic("room");
    const socket = client.socket();
    const leaving = await client.joined(topic, { socket });
    const staying = await client.joined(topic);
    const closed = calls((f) => leaving.onClose(f));
    const atLeaving = collect(leaving, "new_msg");
    // The last message of a channel; version 1.2 would take it for the end of a later one.
    const ended = calls((f) => socket.onMessage(({ event }) => event === "phx_close" && f()));
    await ok(leaving.leave());
    await closed.atLeast(1);
    await ended.atLeast(1);

    await ok(staying.push("new_msg_ack", { n: 1 }));
    const again = await client.joined(topic, { socket });
    const atAgain = collect(again, "new_msg");
    await ok(staying.push("new_msg_ack", { n: 2 }));
    await until("a message after joining again", () => atAgain.length > 0);
    equal("after joining again", atAgain, [{ n: 2 }]);
    equal("after leaving", atLeaving, []);
  },

  "keeps the channels of a socket apart": async (client) => {
    const socket = client.socket();
    const [one, two] = await Promise.all([
      client.joined(client.topic("echo"), { socket }),
      client.joined(client.topic("echo"), { socket }),
    ]);
    await ok(one.push("assign", { key: "k", value: "one" }));
    equal("two", await ok(two.push("assigned", { key: "k" })), { value: null });
    equal("one", await ok(one.push("assigned", { key: "k" })), { value: "one" });
    await ok(one.leave());
    equal("two, when one has left", await ok(two.push("ping", { n: 1 })), { n: 1 });
  },
};

export const joiningTwice = {
  "takes over a topic it has joined already": async (client) => {
    const socket = client.socket();
    const topic = client.topic("room");
    const first = await client.joined(topic, { socket });
    const closed = calls((f) => first.onClose(f));
    const second = await client.joined(topic, { socket });
    await closed.atLeast(1);

    const atSecond = collect(second, "new_msg");
    await ok(second.push("new_msg_ack", { n: 1 }));
    await ok(second.push("new_msg_ack", { n: 2 }));
    await until("messages", () => atSecond.length >= 2);
    equal("each message once", atSecond, [{ n: 1 }, { n: 2 }]);
  },
};

// The reason of a refused join. Leaves, because the client would retry forever.
async function refusal(client, topic, params = {}, socket = client.socket()) {
  const channel = socket.channel(topic, params);
  const { status, response } = await outcome(channel.join());
  channel.leave();
  equal("status", status, "error");
  return response.reason;
}
