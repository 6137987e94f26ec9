import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const COMPRESSIBLE = /\.(js|css|svg|json|txt|wasm)$/;
const MIN_BYTES = 1_000;

// Of what is as large as the runtime of a language, only the gzip form is kept: brotli takes a minute
// for it, and the server decompresses it for a client that wants no gzip.
const LARGE_BYTES = 4_000_000;

const ENCODINGS = {
  ".br": (bytes) =>
    brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
  ".gz": (bytes) => gzipSync(bytes, { level: 9 }),
};

/** Writes `.br` and `.gz` beside each built file that gets smaller by it. */
export function precompress(directory = "dist") {
  return {
    name: "precompress",
    apply: "build",
    closeBundle() {
      for (const name of readdirSync(directory, { recursive: true })) {
        const file = join(directory, name);
        if (!COMPRESSIBLE.test(name) || statSync(file).size < MIN_BYTES) continue;
        const bytes = readFileSync(file);
        if (bytes.length >= LARGE_BYTES) {
          writeFileSync(`${file}.gz`, ENCODINGS[".gz"](bytes));
          rmSync(file);
          continue;
        }
        for (const [ending, compress] of Object.entries(ENCODINGS)) {
          const compressed = compress(bytes);
          if (compressed.length < bytes.length * 0.9) writeFileSync(file + ending, compressed);
        }
      }
    },
  };
}
