import http from "node:http";
import net from "node:net";

// A proxy that sends each request, WebSockets included, to the next of several servers.
export class RoundRobin {
  #targets;
  #next = 0;
  requests;

  // The open WebSockets of each server.
  open;

  static async listen(urls) {
    const proxy = new RoundRobin(urls);
    const server = http.createServer((request, response) => proxy.#pass(request, response));
    server.on("upgrade", (request, socket, head) => proxy.#tunnel(request, socket, head));
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    proxy.url = `http://127.0.0.1:${server.address().port}`;
    return proxy;
  }

  constructor(urls) {
    this.#targets = urls.map((url) => new URL(url));
    this.requests = urls.map(() => 0);
    this.open = urls.map(() => 0);
  }

  /** Passes over the next server. */
  skip() {
    this.#next++;
  }

  #target() {
    const index = this.#next++ % this.#targets.length;
    this.requests[index]++;
    const { hostname, port } = this.#targets[index];
    return { hostname, port, index };
  }

  #pass(request, response) {
    const { hostname, port } = this.#target();
    const { method, url: path, headers } = request;
    const passed = http.request({ hostname, port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    passed.on("error", () => response.destroy());
    response.on("close", () => passed.destroy());
    request.pipe(passed);
  }

  #tunnel(request, socket, head) {
    const { hostname, port, index } = this.#target();
    const upstream = net.connect(port, hostname, () => {
      this.open[index]++;
      upstream.on("close", () => this.open[index]--);
      const lines = [`${request.method} ${request.url} HTTP/1.1`];
      for (let i = 0; i < request.rawHeaders.length; i += 2) {
        lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
      }
      upstream.write(`${lines.join("\r\n")}\r\n\r\n`);
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on("error", () => socket.destroy());
    socket.on("error", () => upstream.destroy());
  }
}
