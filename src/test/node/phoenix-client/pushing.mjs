import { equal, until } from "../checks.mjs";
import { collect, ok, outcome } from "./client.mjs";

export const pushing = {
  "pushes and gets an ok reply": async (client) => {
    const channel = await client.joined(client.topic("echo"));
    const payload = { n: 1.5, text: '"日本" \\ 🎈\n', list: [1, [null, true]], deep: { er: {} } };
    equal("ping", await ok(channel.push("ping", payload)), payload);
    equal("no payload", await ok(channel.push("ping_status", {})), {});
  },

  "pushes and gets an error reply": async (client) => {
    const channel = await client.joined(client.topic("echo"));
    const answer = await outcome(channel.push("fail", { n: 1 }));
    equal("fail", answer, { status: "error", response: { n: 1 } });
  },

  "pushes and gets no reply": async (client) => {
    const channel = await client.joined(client.topic("echo"));
    const { status } = await outcome(channel.push("noreply", {}, 200));
    equal("noreply", status, "timeout");
    equal("ping after it", await ok(channel.push("ping", { n: 1 })), { n: 1 });
  },

  "pushes and gets a late reply": async (client) => {
    const channel = await client.joined(client.topic("echo"));
    const answers = [1, 2, 3].map((n) => ok(channel.push("async", { n })));
    equal("async", await Promise.all(answers), [{ n: 1 }, { n: 2 }, { n: 3 }]);
  },

  "pushes before the join reply": async (client) => {
    const channel = client.socket().channel(client.topic("echo"));
    channel.join();
    const answers = [1, 2, 3].map((n) => ok(channel.push("ping", { n })));
    equal("answers", await Promise.all(answers), [{ n: 1 }, { n: 2 }, { n: 3 }]);
  },

  "receives many replies in order": async (client) => {
    const channel = await client.joined(client.topic("echo"));
    const order = [];
    const pushes = Array.from({ length: 100 }, async (_, n) => {
      order.push((await ok(channel.push("ping", { n }))).n);
    });
    await Promise.all(pushes);
    equal("order", order, [...Array(100).keys()]);
  },

  "receives pushes of the server": async (client) => {
    const channel = await client.joined(client.topic("echo"));
    const pushed = collect(channel, "pushed");
    const later = collect(channel, "later");
    channel.push("push", { n: 1 });
    await ok(channel.push("push_then_reply", { n: 2 }));
    equal("pushed before the reply", pushed, [{ n: 1 }, { n: 2 }]);
    channel.push("async_push", { n: 3 });
    await until("pushed later", () => later.length > 0);
    equal("pushed later", later, [{ n: 3 }]);
  },
};
