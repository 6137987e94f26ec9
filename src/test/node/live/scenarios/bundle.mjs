// Bundles the pages' script with an installed version of the client.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const folder = path.dirname(fileURLToPath(import.meta.url));
const modules = path.join(folder, "..", "..", "node_modules");

export async function bundle(version) {
  const { outputFiles } = await build({
    entryPoints: [path.join(folder, "page-script.js")],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2020",
    // Each page gets it through the debugging protocol. The names stay, as errors contain them.
    minifyWhitespace: true,
    minifySyntax: true,
    logLevel: "error",
    alias: {
      "live-client": path.join(modules, `live-${version}`),
      phoenix: path.join(modules, "phoenix-1.8"),
    },
    nodePaths: [modules],
  });
  return outputFiles[0].text;
}
