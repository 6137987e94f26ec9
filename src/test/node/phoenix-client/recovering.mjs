import { equal, until } from "../checks.mjs";
import { calls, heard, ok } from "./client.mjs";

export const recovering = {
  "joins again after its channel crashed": async (client) => {
    const socket = client.socket();
    const channel = await client.joined(client.topic("echo"), { socket });
    const other = await client.joined(client.topic("echo"), { socket });
    const errors = calls((f) => channel.onError(f));
    const closed = calls((f) => socket.onClose(f));
    await ok(channel.push("assign", { key: "k", value: 1 }));
    await ok(other.push("assign", { key: "k", value: 2 }));
    channel.push("crash", {});
    await errors.atLeast(1);
    equal("starts anew", await ok(channel.push("assigned", { key: "k" })), { value: null });
    equal("the other", await ok(other.push("assigned", { key: "k" })), { value: 2 });
    equal("connections closed", closed.count, 0);
  },

  "is told that the server closed a channel": async (client) => {
    const socket = client.socket();
    const topic = client.topic("echo");
    const channel = await client.joined(topic, { socket });
    const closed = calls((f) => channel.onClose(f));
    equal("reply", await ok(channel.push("stop_reply", { n: 1 })), { n: 1 });
    await closed.atLeast(1);
    const again = await client.joined(topic, { socket });
    equal("joined again", await ok(again.push("ping", { n: 2 })), { n: 2 });
  },

  "comes back after the server disconnected its user": async (client) => {
    // Names the user, whose sockets are all disconnected, and differs from run to run.
    const user = client.topic("user");
    const sockets = [client.socket({ user }), client.socket({ user })];
    const topic = client.topic("room");
    const [asking, other] = await Promise.all(
      sockets.map((socket) => client.joined(topic, { socket })),
    );
    const opened = sockets.map((socket) => calls((f) => socket.onOpen(f)));
    asking.push("disconnect_me", {});
    for (const socket of opened) await socket.atLeast(1);

    // A push waits in the client until its channel has joined again.
    for (const channel of [asking, other]) await ok(channel.push("new_msg_ack", { n: 1 }));
    const lists = [heard(asking, "new_msg"), heard(other, "new_msg")];
    other.push("new_msg", { n: 2 });
    await until("a message", () => lists.every((list) => list.some(({ n }) => n === 2)));
  },

  "comes back after its connection was lost": (client) =>
    comesBack(client, (socket) => socket.conn.terminate()),

  "comes back after a frame that is no message": (client) =>
    comesBack(client, (socket) => socket.conn.send("no message")),
};

async function comesBack(client, breakOff) {
  const socket = client.socket();
  const channel = await client.joined(client.topic("echo"), { socket });
  await ok(channel.push("assign", { key: "k", value: 1 }));
  const opened = calls((f) => socket.onOpen(f));
  const closed = calls((f) => socket.onClose(f));
  breakOff(socket);
  await closed.atLeast(1);
  await opened.atLeast(1);
  equal("starts anew", await ok(channel.push("assigned", { key: "k" })), { value: null });
}
