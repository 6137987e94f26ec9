import { equal, until } from "../checks.mjs";
import { calls, collect, ok } from "./client.mjs";

export const recovering = {
  "rejoins after its channel crashed": async (client) => {
    const socket = client.socket();
    const channel = await client.joined(client.topic("echo"), { socket });
    const other = await client.joined(client.topic("echo"), { socket });
    const errors = calls((f) => channel.onError(f));
    const closed = calls((f) => socket.onClose(f));
    await ok(channel.push("assign", { key: "k", value: 1 }));
    await ok(other.push("assign", { key: "k", value: 2 }));
    channel.push("crash", {});
    await errors.atLeast(1);
    equal("state after the rejoin", await ok(channel.push("assigned", { key: "k" })), { value: null });
    equal("the other", await ok(other.push("assigned", { key: "k" })), { value: 2 });
    equal("connections closed", closed.count, 0);
  },

  "receives the close of a channel by the server": async (client) => {
    const socket = client.socket();
    const topic = client.topic("echo");
    const channel = await client.joined(topic, { socket });
    const closed = calls((f) => channel.onClose(f));
    equal("reply", await ok(channel.push("stop_reply", { n: 1 })), { n: 1 });
    await closed.atLeast(1);
    const again = await client.joined(topic, { socket });
    equal("joined again", await ok(again.push("ping", { n: 2 })), { n: 2 });
  },

  "reconnects after the server disconnected its user": async (client) => {
    // Names the user, whose sockets are all disconnected; unique to a run.
    const user = client.topic("user");
    const sockets = [client.socket({ user }), client.socket({ user })];
    const topic = client.topic("room");
    const [asking, other] = await Promise.all(
      sockets.map((socket) => client.joined(topic, { socket })),
    );
    const opened = sockets.map((socket) => calls((f) => socket.onOpen(f)));
    asking.push("disconnect_me", {});
    for (const socket of opened) await socket.atLeast(1);

    // A push waits in the client until its channel has rejoined.
    for (const channel of [asking, other]) await ok(channel.push("new_msg_ack", { n: 1 }));
    const lists = [collect(asking, "new_msg"), collect(other, "new_msg")];
    other.push("new_msg", { n: 2 });
    await until("a message", () => lists.every((list) => list.some(({ n }) => n === 2)));
  },

  "reconnects after its connection was lost": (client) =>
    reconnects(client, (socket) => socket.conn.terminate()),

  "reconnects after a malformed message": (client) =>
    reconnects(client, (socket) => socket.conn.send("no message")),
};

async function reconnects(client, breakOff) {
  const socket = client.socket();
  const channel = await client.joined(client.topic("echo"), { socket });
  await ok(channel.push("assign", { key: "k", value: 1 }));
  const opened = calls((f) => socket.onOpen(f));
  const closed = calls((f) => socket.onClose(f));
  breakOff(socket);
  await closed.atLeast(1);
  await opened.atLeast(1);
  equal("state after the rejoin", await ok(channel.push("assigned", { key: "k" })), { value: null });
}
