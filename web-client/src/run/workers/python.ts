import { loadPyodide } from "pyodide";
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import { info } from "pyodide/pyodide-lock.json";
import { decoding, lineReader, work } from "./worker";

// Nothing is there: all files come with the job.
const FILES = "https://runtime.invalid/";

work(async (job, reporter) => {
  const restore = serveFiles(job.modules["pyodide"]!, job.files["stdlib"]!);
  const python = await loadPyodide({
    indexURL: FILES,
    createPyodideModule,
    lockFileContents: { info, packages: {} },
  } as object);
  restore();

  const line = lineReader(job.input);
  const bytes = (write: (bytes: Uint8Array) => void) => (buffer: Uint8Array) => {
    write(buffer);
    return buffer.length;
  };
  python.setStdin({ stdin: line });
  python.setStdout({ write: bytes(decoding((text) => reporter.write("out", text))) });
  python.setStderr({ write: bytes(decoding((text) => reporter.write("err", text))) });

  reporter.running();
  try {
    await python.runPythonAsync(job.code, { filename: "main.py" });
    return "ok";
  } catch (error) {
    const { type, message } = error as { type?: string; message: string };
    if (type === "SystemExit" && /SystemExit(: (0|None))?\s*$/.test(message)) return "ok";
    reporter.write("err", withoutRuntime(message));
    return "error";
  }
});

/** Has the runtime find its files, without a network. */
function serveFiles(module: WebAssembly.Module, stdlib: ArrayBuffer): () => void {
  const { fetch } = self;
  const { instantiateStreaming } = WebAssembly;
  self.fetch = (request) =>
    Promise.resolve(new Response(String(request).endsWith(".zip") ? stdlib : null));
  WebAssembly.instantiateStreaming = async (_, imports) => ({
    instance: await WebAssembly.instantiate(module, imports),
    module,
  });
  return () => {
    self.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  };
}

/** A traceback without the calls by which the runtime came to the program. */
function withoutRuntime(traceback: string): string {
  const lines = traceback.split("\n");
  const first = lines.findIndex((line) => line.includes('File "main.py"'));
  return first < 0 ? traceback : [lines[0], ...lines.slice(first)].join("\n");
}
