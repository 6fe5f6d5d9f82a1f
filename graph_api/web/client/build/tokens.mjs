// The theme has thousands of tokens; pages get those that something they load refers to.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const REFERENCE = /var\(\s*(--[\w-]+)|getPropertyValue\(\s*["'](--[\w-]+)/g;
const DECLARATION = /^\s*(--[\w-]+):\s*([^;]*);/;

function files(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
}

/** A style sheet with all that it imports, but for the theme itself. */
function imported(root, path, seen = new Set()) {
  const packaged = createRequire(join(root, "package.json"));
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const [, name] of readFileSync(path, "utf8").matchAll(/@import "([^"]+)"/g)) {
    if (name.includes("design-tokens")) continue;
    imported(root, name.startsWith(".") ? join(dirname(path), name) : packaged.resolve(name), seen);
  }
  return seen;
}

function references(text) {
  return [...text.matchAll(REFERENCE)].map((match) => match[1] ?? match[2]);
}

/**
 * The theme's style sheet with only the tokens that are used, directly or by way of other tokens.
 *
 * @param {string} root folder of package.json
 * @param {string} theme its style sheet: one declaration a line
 * @returns {{contents: string, watched: string[]}} the rest of it, and the files that were looked through
 */
export function prunedTokens(root, theme) {
  const lines = theme.split("\n");
  const values = new Map(lines.map((line) => DECLARATION.exec(line)).filter(Boolean).map((match) => [match[1], match[2]]));
  const seen = new Set();
  for (const path of files(join(root, "styles"))) imported(root, path, seen);
  const watched = [...seen, ...files(join(root, "src"))];
  const waiting = watched.flatMap((path) => references(readFileSync(path, "utf8")));
  const used = new Set();
  while (waiting.length > 0) {
    const name = waiting.pop();
    if (used.has(name)) continue;
    used.add(name);
    if (values.has(name)) waiting.push(...references(values.get(name)));
  }
  const kept = lines.filter((line) => {
    const match = DECLARATION.exec(line);
    return !match || used.has(match[1]);
  });
  return { contents: kept.join("\n"), watched };
}
