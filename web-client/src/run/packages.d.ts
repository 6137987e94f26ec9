declare module "pyodide/pyodide.asm.mjs" {
  const createPyodideModule: unknown;
  export default createPyodideModule;
}
declare module "pyodide/pyodide-lock.json" {
  export const info: object;
}
declare module "object-inspect" {
  export default function inspect(value: unknown, options?: { depth?: number }): string;
}
