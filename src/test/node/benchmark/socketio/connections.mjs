import { Client } from "./client.mjs";

// Connection i joins this topic, as with phxload.
export const topicOf = (i, { topics }) => `bench:${i % topics}`;

// Opens all connections, so many of them at a time, each a member of its topic. Those that are lost
// later are noted.
export async function connectAll(options) {
  const clients = new Array(options.conns);
  const lost = [];
  let next = 0;
  const connectSome = async () => {
    while (next < options.conns) {
      const i = next++;
      const client = await Client.connect(options.port);
      client.onLost = () => lost.push(i);
      clients[i] = client;
      await new Promise((joined) => client.ask(["join", topicOf(i, options)], joined));
    }
  };
  await Promise.all(Array.from({ length: options.window }, connectSome));
  return { clients, lost };
}
