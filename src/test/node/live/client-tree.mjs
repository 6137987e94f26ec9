// The published client's code for merging diffs, without a browser.
import { build } from "esbuild";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const modules = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "node_modules");

// The client reads structuredClone from its window.
globalThis.window ??= globalThis;

/** The class Rendered of an installed version, from the sources in its npm package. */
export async function loadRendered(version) {
  const { outputFiles } = await build({
    entryPoints: [path.join(modules, `live-${version}/assets/js/phoenix_live_view/rendered.js`)],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    logLevel: "error",
    nodePaths: [modules],
  });
  const folder = mkdtempSync(path.join(tmpdir(), "live-client-"));
  try {
    const file = path.join(folder, "rendered.mjs");
    writeFileSync(file, outputFiles[0].text);
    return (await import(pathToFileURL(file).href)).default;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
