// A hand-written Socket.IO server with default options, except that it allows only WebSocket.
// Started as `node --expose-gc server.mjs --port N`; SIGUSR2 collects garbage.
import http from "node:http";
import { parseArgs } from "node:util";
import { Server } from "socket.io";

const { values: options } = parseArgs({ options: { port: { type: "string" } } });

const server = http.createServer();
const io = new Server(server, { transports: ["websocket"], serveClient: false });

io.on("connection", (socket) => {
  socket.on("join", (topic, done) => {
    socket.join(topic);
    done({});
  });
  socket.on("pub", (topic, payload) => io.to(topic).emit("msg", topic, payload));
  socket.on("echo", (payload, done) => done(payload));
});

process.on("SIGUSR2", () => globalThis.gc());

server.listen(Number(options.port), "127.0.0.1", () => {
  console.log(`ready on port ${options.port}`);
});
