import assert from "node:assert/strict";
import { test } from "node:test";

import { fitting, mentionAt, withMention } from "../../annotations/static/annotations/js/core/mentions.js";

test("what is typed after an @ that begins a word", () => {
  assert.deepEqual(mentionAt("Is it, @Ad", 10), { start: 7, typed: "Ad" });
  assert.deepEqual(mentionAt("@", 1), { start: 0, typed: "" });
  assert.deepEqual(mentionAt("(@Ada Lu", 8), { start: 1, typed: "Ada Lu" });
  assert.deepEqual(mentionAt("@Ada and", 4), { start: 0, typed: "Ada" });
  assert.deepEqual(mentionAt("سؤال @أمل", 9), { start: 5, typed: "أمل" });
  assert.equal(mentionAt("ada@lund", 8), null);
  assert.equal(mentionAt("no", 2), null);
  assert.equal(mentionAt("@Ada, you", 9), null);
});

test("who fits, by the beginning of any word of the name", () => {
  const names = ["Ada Lund", "Ben Aske", "Chi Okafor", "Lund Berg"];
  assert.deepEqual(fitting(names, "lu"), ["Ada Lund", "Lund Berg"]);
  assert.deepEqual(fitting(names, "Ada L"), ["Ada Lund"]);
  assert.deepEqual(fitting(names, ""), names);
  assert.deepEqual(fitting(names, "zz"), []);
  assert.equal(fitting(Array(20).fill("Ada"), "a").length, 6);
});

test("the name goes in the place of what was typed", () => {
  assert.deepEqual(withMention("Is it, @Ad?", 7, 10, "Ada Lund"), { text: "Is it, @Ada Lund?", caret: 16 });
  assert.deepEqual(withMention("@ad", 0, 3, "Ada"), { text: "@Ada ", caret: 5 });
  assert.deepEqual(withMention("@a and", 0, 2, "Ada"), { text: "@Ada and", caret: 4 });
});
