import rubyWasm from "@ruby/3.4-wasm-wasi/dist/ruby+stdlib.wasm?url";
import pyodideWasm from "pyodide/pyodide.asm.wasm?url";
import pythonStdlib from "pyodide/python_stdlib.zip?url";
import javascript from "./workers/javascript?worker&url";
import python from "./workers/python?worker&url";
import ruby from "./workers/ruby?worker&url";
import typescript from "./workers/typescript?worker&url";

/** Addresses of the files that run a language, as the build named them. */
export interface Runtime {
  worker: string;
  wasm?: Record<string, string>;
  files?: Record<string, string>;
}

export const runtimes: Record<string, Runtime> = {
  javascript: { worker: javascript },
  typescript: { worker: typescript },
  python: { worker: python, wasm: { pyodide: pyodideWasm }, files: { stdlib: pythonStdlib } },
  ruby: { worker: ruby, wasm: { ruby: rubyWasm } },
};
