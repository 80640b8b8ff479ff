import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const ROOT = fileURLToPath(new URL("../../annotations/static/annotations/js", import.meta.url));
const BELOW = { core: [], dom: ["core"], net: ["core"], ui: ["core", "dom", "net"], annotate: ["core", "dom", "net", "ui"], pages: ["core", "dom", "net", "ui", "annotate"] };
const modules = Object.keys(BELOW).flatMap((layer) => readdirSync(join(ROOT, layer)).filter((f) => f.endsWith(".js")).map((f) => `${layer}/${f}`));

/** Types in comments count as well: the hashing of file names follows them too. @param {string} module @returns {string[]} */
function imports(module) {
  const text = readFileSync(join(ROOT, module), "utf8");
  const found = [...text.matchAll(/(?:from|import|import\()\s*"(\.[^"]+)"/g)].map((m) => m[1]);
  return found.map((path) => relative(ROOT, join(ROOT, dirname(module), path)));
}

test("modules import from their own layer and those below", () => {
  for (const module of modules) {
    const layer = dirname(module);
    for (const other of imports(module)) assert.ok([layer, ...BELOW[layer]].includes(dirname(other)), `${module} imports ${other}`);
  }
});

test("no module imports itself by a detour, not even for a type", () => {
  const done = new Set();
  const visit = (/** @type {string} */ module, /** @type {string[]} */ path) => {
    assert.ok(!path.includes(module), [...path, module].join(" -> "));
    if (done.has(module)) return;
    for (const other of imports(module)) visit(other, [...path, module]);
    done.add(module);
  };
  for (const module of modules) visit(module, []);
});

test("every module can be imported where there is no window and no document", async () => {
  for (const module of modules) await import(pathToFileURL(join(ROOT, module)).href);
});
