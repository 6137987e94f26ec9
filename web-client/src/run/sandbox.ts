import { serverPath } from "../app/base";
import type { Job, Told } from "./job";
import type { Runtime } from "./runtimes";

/**
 * A frame without an origin and without a network, in which untrusted code may run. The frame
 * stays, with its compiled runtime; each run has a worker of its own.
 */
export class Sandbox {
  readonly #frame = document.createElement("iframe");
  readonly #prepared: Promise<MessagePort>;
  #run = 0;
  #told: ((told: Told) => void) | undefined;

  constructor(runtime: Runtime) {
    this.#frame.setAttribute("sandbox", "allow-scripts");
    this.#frame.hidden = true;
    this.#frame.title = "Runner";
    this.#frame.src = serverPath("runner.html");
    this.#prepared = this.#prepare(runtime);
  }

  /**
   * Starts a run, which ends one before it. Fails if the runtime cannot be loaded.
   *
   * @param maxMessages more than the worker sends by itself: then it is the program that sends them,
   *     and it is ended
   */
  async start(
    job: Omit<Job, "modules" | "files">,
    maxMessages: number,
    told: (told: Told) => void,
  ): Promise<void> {
    const run = ++this.#run;
    const port = await this.#prepared;
    if (run !== this.#run) return;
    this.#told = told;
    port.postMessage({ type: "start", run, job, maxMessages });
  }

  stop(): void {
    this.#run++;
    this.#told = undefined;
    void this.#prepared.then(
      (port) => port.postMessage({ type: "stop" }),
      () => {},
    );
  }

  destroy(): void {
    this.stop();
    this.#frame.remove();
  }

  async #prepare({ worker, wasm = {}, files = {} }: Runtime): Promise<MessagePort> {
    const loaded = new Promise((resolve) => {
      this.#frame.addEventListener("load", resolve, { once: true });
    });
    document.body.append(this.#frame);
    const [source, modules, others] = await Promise.all([
      load(worker).then((response) => response.text()),
      loadAll(wasm),
      loadAll(files),
      loaded,
    ]);
    const { port1: port, port2 } = new MessageChannel();
    this.#frame.contentWindow!.postMessage("port", "*", [port2]);
    return new Promise((resolve, reject) => {
      port.onmessage = ({ data }) => {
        if (data.prepared === true) resolve(port);
        else if (data.prepared === false) reject(new Error(String(data.reason)));
        else if (data.run === this.#run) this.#told?.(data.told as Told);
      };
      port.postMessage({ type: "prepare", source, wasm: modules, files: others });
    });
  }
}

async function load(address: string): Promise<Response> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response;
}

async function loadAll(addresses: Record<string, string>): Promise<Record<string, ArrayBuffer>> {
  const entries = Object.entries(addresses).map(
    async ([name, address]) => [name, await (await load(address)).arrayBuffer()] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}
