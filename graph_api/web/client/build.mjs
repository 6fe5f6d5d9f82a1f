// Makes static/built from src and styles: modules with hashed names, each also compressed, a manifest by which the
// pages find them, and the licences of what is in them. `make setup` runs it; `node build.mjs --watch` runs it anew
// at each change.
import { build, context } from "esbuild";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { licences } from "./build/licences.mjs";
import { prunedTokens } from "./build/tokens.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(here, "../static/built");
const COMPRESSED = /\.(js|css|txt|svg)$/;
const MIN_BYTES = 500; // smaller files gain nothing

/** Names by which templates ask, of each output: an entry point's own, and the font that every page needs. */
function names(metafile) {
  const found = {};
  for (const [path, output] of Object.entries(metafile.outputs)) {
    if (output.entryPoint) found[basename(output.entryPoint).replace(/\.ts$/, ".js")] = basename(path);
    if (/source-sans-3-latin-wght-normal-\w+\.woff2$/.test(path)) found["font.woff2"] = basename(path);
  }
  return found;
}

function compress(path, bytes) {
  if (!COMPRESSED.test(path) || bytes.length < MIN_BYTES) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}

/** Writes everything, the manifest last, and removes what is of an earlier build. */
function write(result) {
  mkdirSync(out, { recursive: true });
  const texts = Buffer.from(licences(here, result.metafile), "utf8");
  const files = result.outputFiles.map((file) => [file.path, Buffer.from(file.contents)]);
  files.push([join(out, "licences.txt"), texts]);
  for (const [path, bytes] of files) {
    writeFileSync(path, bytes);
    compress(path, bytes);
  }
  const manifest = { ...names(result.metafile), "licences.txt": "licences.txt" };
  const written = join(out, "manifest.json");
  writeFileSync(`${written}.new`, JSON.stringify(manifest, null, 2));
  renameSync(`${written}.new`, written);
  const kept = new Set(["manifest.json", ...files.flatMap(([path]) => ["", ".br", ".gz"].map((end) => basename(path) + end))]);
  for (const name of readdirSync(out)) if (!kept.has(name)) rmSync(join(out, name), { recursive: true });
}

const writer = {
  name: "write",
  setup(running) {
    running.onEnd((result) => {
      if (result.errors.length === 0) write(result);
    });
  },
};

const tokens = {
  name: "tokens",
  setup(running) {
    running.onLoad({ filter: /voorbeeld-design-tokens[\\/]dist[\\/]theme\.css$/ }, ({ path }) => {
      const { contents, watched } = prunedTokens(here, readFileSync(path, "utf8"));
      return { contents, loader: "css", watchFiles: watched };
    });
  },
};

const options = {
  absWorkingDir: here,
  entryPoints: ["src/main.ts", "styles/main.css", "styles/sparql.css"],
  outdir: out,
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  target: ["es2022", "chrome111", "firefox113", "safari16.4"],
  loader: { ".woff2": "file" },
  minify: true,
  legalComments: "none", // licences.txt has them
  metafile: true,
  write: false,
  logLevel: "warning",
  plugins: [tokens, writer],
};

if (process.argv.includes("--watch")) await (await context(options)).watch();
else await build(options);
