import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { precompress } from "./precompress.mjs";

// Where `npm run dev` finds the server.
const server = process.env.ROOST_URL ?? "http://127.0.0.1:4000";

export default defineConfig({
  // All that the page loads is relative to its <base>, so that it works under any path.
  base: "./",
  plugins: [react(), precompress()],
  build: {
    // The server finds the names of the live pages' files in it.
    manifest: "build-manifest.json",
    rollupOptions: { input: ["index.html", "src/live.ts"] },
  },
  // A worker is one file and a classic script: Chromium starts no module in a frame without origin.
  worker: { format: "iife", rolldownOptions: { output: { codeSplitting: false } } },
  server: {
    proxy: {
      "/api": server,
      "/socket": { target: server, ws: true },
      "/live": { target: server, ws: true },
    },
  },
});
