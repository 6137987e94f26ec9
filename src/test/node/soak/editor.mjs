// The web client's own code, which is TypeScript: vite makes modules of it.
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const WEB_CLIENT = new URL("../../../../web-client/", import.meta.url);
const packages = createRequire(new URL("package.json", WEB_CLIENT));

// The web client's copy, because the parts of one editor must come from one copy of the library.
const ofWebClient = (path) => import(new URL(`node_modules/${path}`, WEB_CLIENT).href);

const { runnerImport } = await import(pathToFileURL(packages.resolve("vite")).href);
const source = async (path) => {
  const { module } = await runnerImport(path, {
    root: fileURLToPath(WEB_CLIENT),
    configFile: false,
    logLevel: "error",
  });
  return module;
};

export const { collab } = await ofWebClient("@codemirror/collab/dist/index.js");
export const { EditorState } = await ofWebClient("@codemirror/state/dist/index.js");
export const { CollabClient } = await source("./src/editor/collabClient.ts");
export const { channelWire } = await source("./src/editor/channelWire.ts");
