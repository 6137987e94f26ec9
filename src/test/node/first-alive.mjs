import net from "node:net";

// A proxy that connects to the first of several servers that accepts the connection.
export async function firstAlive(urls) {
  const targets = urls.map((url) => new URL(url));
  const server = net.createServer((socket) => {
    socket.on("error", () => socket.destroy());
    connect(socket, 0);
  });

  function connect(socket, index) {
    const { hostname, port } = targets[index];
    const upstream = net.connect(port, hostname);
    let connected = false;
    upstream.once("connect", () => {
      connected = true;
      socket.pipe(upstream).pipe(socket);
    });
    upstream.on("error", () => {});
    upstream.on("close", () => {
      if (!connected && index + 1 < targets.length) connect(socket, index + 1);
      else socket.destroy();
    });
    socket.on("close", () => upstream.destroy());
  }

  // Thousands of clients may connect at once.
  await new Promise((resolve) => server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, resolve));
  return `http://127.0.0.1:${server.address().port}`;
}
