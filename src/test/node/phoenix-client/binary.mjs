import { equal, until } from "../checks.mjs";
import { collect, ok } from "./client.mjs";

export const binary = {
  "pushes binary and gets a binary reply": async (client) => {
    const channel = await client.joined(client.topic("echo"));
    const every = [...Array(256).keys()];
    for (const bytes of [every, [0], []]) {
      const reply = await ok(channel.push("binary", buffer(bytes)));
      equal(`${bytes.length} bytes`, numbers(reply), bytes);
    }
  },

  "receives binary pushes of the server": async (client) => {
    const channel = await client.joined(client.topic("echo"));
    const pushed = collect(channel, "pushed_binary");
    channel.push("push_binary", buffer([7, 0, 255]));
    await until("the push", () => pushed.length > 0);
    equal("the push", pushed.map(numbers), [[7, 0, 255]]);
  },

  "broadcasts binary": async (client) => {
    const topic = client.topic("room");
    const sender = await client.joined(topic);
    const lists = [sender, await client.joined(topic)].map((one) => collect(one, "shout_binary"));
    sender.push("shout_binary", buffer([9, 0]));
    await until("at both", () => lists.every((list) => list.length > 0));
    equal("at both", lists.flat().map(numbers), [
      [9, 0],
      [9, 0],
    ]);
  },
};

function buffer(bytes) {
  return Uint8Array.from(bytes).buffer;
}

function numbers(data) {
  return [...new Uint8Array(data)];
}
