// Which packages are in the bundle, and under which licence. One that may not go with ours stops the build.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const ALLOWED = new Set([
  "0BSD", "Apache-2.0", "BlueOak-1.0.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "EUPL-1.2", "ISC",
  "LGPL-2.1-or-later", "LGPL-3.0-or-later", "MIT", "MPL-2.0", "OFL-1.1", "Unlicense", "Zlib",
]);
const OURS = "EUPL-1.2";

/** Folders of the packages that inputs of the bundle are from. */
function packages(metafile) {
  const found = new Set();
  for (const output of Object.values(metafile.outputs)) {
    for (const input of Object.keys(output.inputs)) {
      const match = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input.replace(/^[\w-]+:/, ""));
      if (match) found.add(match[0]);
    }
  }
  return [...found].sort();
}

/** Whether an SPDX expression has a choice of licences that are all allowed. */
function isAllowed(expression) {
  const choices = expression.replace(/[()]/g, "").split(/\s+OR\s+/);
  return choices.some((choice) => choice.split(/\s+AND\s+/).every((name) => ALLOWED.has(name)));
}

function text(folder) {
  const name = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  return name ? readFileSync(join(folder, name), "utf8").trim() : "";
}

/**
 * The text that goes with the bundle.
 *
 * @param {string} root folder of package.json
 * @param {import("esbuild").Metafile} metafile of the build
 */
export function licences(root, metafile) {
  const byText = new Map();
  const lines = [];
  for (const folder of packages(metafile)) {
    const described = join(root, folder, "package.json");
    if (!existsSync(described)) throw new Error(`${folder} has no package.json`);
    const { name, version, license } = JSON.parse(readFileSync(described, "utf8"));
    if (typeof license !== "string" || !isAllowed(license)) {
      throw new Error(`${name} ${version} has the licence ${JSON.stringify(license)}, which may not go with ${OURS}`);
    }
    lines.push(`${name} ${version}: ${license}`);
    const whole = text(join(root, folder));
    if (whole) byText.set(whole, [...(byText.get(whole) ?? []), name]);
  }
  const head = `What the pages of Regiograaf load is made of (Regiograaf itself: ${OURS})\n\n${lines.join("\n")}\n`;
  const texts = [...byText].map(([whole, names]) => `\n${"=".repeat(80)}\n${names.join(", ")}\n\n${whole}\n`);
  return head + texts.join("");
}
