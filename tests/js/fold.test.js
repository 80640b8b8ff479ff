import assert from "node:assert/strict";
import { test } from "node:test";
import { find, fold } from "../../annotations/static/annotations/js/core/fold.js";

const seek = (text, words) => find(fold(text), words).map(({ from, to }) => text.slice(from, to));

test("quotation marks, dashes, case and space do not matter", () => {
  const text = "He said: “It’s  the\u00a0END — of 2019–20”, and left.";
  assert.deepEqual(seek(text, '"it\'s the end - of 2019-20"'), ["“It’s  the\u00a0END — of 2019–20”"]);
});

test("composed and decomposed letters are the same", () => {
  assert.deepEqual(seek("a cafe\u0301 in Ko\u0308ln", "CAFÉ in köln"), ["cafe\u0301 in Ko\u0308ln"]);
  assert.deepEqual(seek("Caf\u00e9", "cafe\u0301"), ["Caf\u00e9"]);
});

test("what one character folds into is never cut", () => {
  assert.deepEqual(seek("the oﬃce", "off"), ["oﬃ"]);
  assert.deepEqual(seek("die Straße", "STRASSE"), ["Straße"]);
});

test("soft hyphens and zero-width spaces are not there", () => {
  assert.deepEqual(seek("co\u00adopera\u200btion", "cooperation"), ["co\u00adopera\u200btion"]);
});

test("every place is found, also over line ends and beside emoji", () => {
  assert.deepEqual(seek("the wall\nthe wall 👍 the wall", "wall the"), ["wall\nthe"]);
  assert.equal(find(fold("ab ab ab"), "ab").length, 3);
  assert.deepEqual(seek("👨‍👩‍👧 the wall", "the"), ["the"]);
  assert.deepEqual(seek("قال: لن نغلق الميناء", "نغلق"), ["نغلق"]);
});

test("nothing is found for nothing", () => {
  assert.deepEqual(seek("the wall", "  "), []);
  assert.deepEqual(seek("", "wall"), []);
});

test("every folded unit points at where it came from", () => {
  const text = "  “Ça  va? ﬁne” 👍🏽\u00a0";
  const { text: folded, at } = fold(text);
  assert.equal(at.length, folded.length + 1);
  for (let i = 1; i < at.length; i++) assert.ok(at[i] >= at[i - 1] && at[i] <= text.length);
});
