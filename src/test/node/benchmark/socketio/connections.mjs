import { Client } from "./client.mjs";

// Connection i joins this topic, as with phxload.
export const topicOf = (i, { topics }) => `bench:${i % topics}`;

// Opens all connections, a limited number at a time, and joins their topics. Records lost
// connections.
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
