import { equal, until } from "../checks.mjs";
import { collect, ok } from "./client.mjs";

export const broadcasting = {
  "broadcasts to all, the sender included, in order": async (client) => {
    const topic = client.topic("room");
    const [sender, other] = await pair(client, topic);
    const lists = [collect(sender, "new_msg"), collect(other, "new_msg")];
    for (let n = 0; n < 50; n++) sender.push("new_msg", { n });
    const expected = Array.from({ length: 50 }, (_, n) => ({ n }));
    await until("all messages", () => lists.every((list) => list.length >= 50));
    equal("at the sender", lists[0], expected);
    equal("at the other", lists[1], expected);
  },

  "keeps the order of each sender when two send at once": async (client) => {
    const [one, two] = await pair(client, client.topic("room"));
    const lists = [collect(one, "new_msg"), collect(two, "new_msg")];
    for (let n = 0; n < 20; n++) {
      one.push("new_msg", { from: 1, n });
      two.push("new_msg", { from: 2, n });
    }
    await until("all messages", () => lists.every((list) => list.length >= 40));
    for (const list of lists) {
      for (const from of [1, 2]) {
        const order = list.filter((message) => message.from === from).map(({ n }) => n);
        equal(`order of ${from}`, order, [...Array(20).keys()]);
      }
    }
  },

  "broadcasts to all but the sender": async (client) => {
    const [sender, other] = await pair(client, client.topic("room"));
    const atSender = collect(sender, "shout");
    const atOther = collect(other, "shout");
    sender.push("shout", { n: 1 });
    await until("the shout", () => atOther.length > 0);
    // A broadcast would have arrived before this reply.
    const after = collect(sender, "new_msg");
    sender.push("new_msg", {});
    await until("a later message", () => after.length > 0);
    equal("at the other", atOther, [{ n: 1 }]);
    equal("at the sender", atSender, []);
  },

  "broadcasts to one topic only": async (client) => {
    const here = await client.joined(client.topic("room"));
    const there = await client.joined(client.topic("room"));
    const atHere = collect(here, "new_msg");
    const atThere = collect(there, "new_msg");
    await ok(here.push("new_msg_ack", { n: 1 }));
    await ok(there.push("new_msg_ack", { n: 2 }));
    await until("both", () => atHere.length > 0 && atThere.length > 0);
    equal("here", atHere, [{ n: 1 }]);
    equal("there", atThere, [{ n: 2 }]);
  },

  "receives messages from another topic's channel": async (client) => {
    const topic = client.topic("room");
    const here = await client.joined(client.topic("room"));
    const atThere = collect(await client.joined(topic), "news");
    await ok(here.push("to_other", { topic, event: "news", payload: { n: 1 } }));
    await until("the news", () => atThere.length > 0);
    equal("there", atThere, [{ n: 1 }]);
  },
};

// Two channels of one topic, on two sockets.
function pair(client, topic) {
  return Promise.all([client.joined(topic), client.joined(topic)]);
}
