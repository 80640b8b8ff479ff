import assert from "node:assert/strict";
import { test } from "node:test";

import { excerpt } from "../../annotations/static/annotations/js/core/excerpt.js";

const at = (text, words, most) => excerpt(text, text.indexOf(words), text.indexOf(words) + words.length, most);

test("no word is cut", () => {
  const text = "The mayor said that the harbour fund would pay for all of it in the end.";
  assert.deepEqual(at(text, "fund", 12), { before: "…harbour ", words: "fund", after: " would pay…" });
});

test("at the ends nothing is left out", () => {
  assert.deepEqual(at("Not a single krone.", "single"), { before: "Not a ", words: "single", after: " krone." });
});

test("lines become one", () => {
  assert.deepEqual(at("One\n\ntwo three", "two"), { before: "One ", words: "two", after: " three" });
});

test("without spaces characters stay whole", () => {
  const { before, after } = at("🚢🚢🚢港口🚢🚢🚢", "港口", 3);
  assert.deepEqual([before, after], ["…🚢", "🚢…"]);
});

test("put together it is the text, at every length", () => {
  const text = "“We have the money,” she said, “and 🚢 ships.”";
  for (let most = 0; most < text.length; most++) {
    const { before, words, after } = at(text, "money", most);
    assert.ok(text.includes(`${before.replace("…", "")}${words}${after.replace("…", "")}`), String(most));
  }
});
