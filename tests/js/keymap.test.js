import assert from "node:assert/strict";
import { test } from "node:test";
import { changeable, described, objection, printed } from "../../annotations/static/annotations/js/core/key-help.js";
import { KEYMAP, actionFor, keymap } from "../../annotations/static/annotations/js/core/keymap.js";
import { KINDS } from "../../annotations/static/annotations/js/core/kinds.js";

const press = (key, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });
/** The action of a key, "-" before it when it goes back. */
function does(key, more = {}, place = {}) {
  const hit = actionFor(press(key, more), { single: true, text: true, ...place });
  return hit && (hit.back ? "-" : "") + hit.act;
}

test("each key does one thing", () => {
  assert.equal(does("1"), "direct");
  assert.equal(does("J"), "next");
  assert.equal(does("k"), "-next");
  assert.equal(does("="), "extend");
  assert.equal(does("?", { shiftKey: true }), "help");
  assert.equal(does("z", { ctrlKey: true }), "undo");
  assert.equal(does("Z", { metaKey: true, shiftKey: true }), "redo");
  assert.equal(does("z"), null);
  assert.equal(does("c", { ctrlKey: true }), null);
  assert.equal(does("ArrowLeft", { altKey: true }), null);
  const single = KEYMAP.filter((b) => b.single).flatMap((b) => b.keys);
  assert.equal(new Set(single).size, single.length);
});

test("brackets move the ends of a quote, with Alt by letters, whatever Alt would type", () => {
  assert.equal(does("]"), "end");
  assert.equal(does("[", { altKey: true, code: "BracketLeft" }), "-end");
  assert.equal(does("\u201c", { altKey: true, code: "BracketLeft" }), "-end");
  assert.equal(does("\u2019", { altKey: true, shiftKey: true, code: "BracketRight" }), "start");
  assert.equal(does("[", { ctrlKey: true, altKey: true, getModifierState: (name) => name === "AltGraph" }), "-end");
});

test("arrows belong to the page until the text has the focus; single keys can be off", () => {
  assert.equal(does("ArrowRight", {}, { text: false }), null);
  assert.equal(does("1", {}, { single: false }), null);
  assert.equal(does("Escape", {}, { single: false, text: false }), "clear");
  assert.equal(does("z", { ctrlKey: true }, { single: false, text: false }), "undo");
});

test("a person's own keys take the place of ours", () => {
  const own = { next: ["n", "p"], extend: ["m"] };
  assert.equal(does("n", {}, { own }), "next");
  assert.equal(does("p", {}, { own }), "-next");
  assert.equal(does("j", {}, { own }), null);
  assert.equal(does("m", {}, { own }), "extend");
  assert.equal(does("=", {}, { own }), null);
  assert.equal(does("n", {}, { own, single: false }), null);
});

test("a key that is taken is refused by name, and so is one that types nothing", () => {
  assert.match(objection(keymap(), "find", "j"), /“j” is taken: next or previous quote\. ./);
  assert.equal(objection(keymap({ next: ["n", "p"] }), "find", "j"), "");
  assert.equal(objection(keymap(), "next", "j"), "");
  assert.match(objection(keymap(), "find", "F5"), /letter/);
  assert.match(objection(keymap(), "find", " "), /letter/);
  const fixed = KEYMAP.filter((b) => b.single && !changeable(b)).map((b) => b.act);
  assert.deepEqual(fixed, ["delete"]);
});

test("every binding can be printed and says what it does", () => {
  for (const binding of KEYMAP) {
    assert.ok(described(binding) && binding.group && printed(binding).length);
    if (KINDS.includes(binding.act)) assert.match(described(binding), /^\w+: ./);
  }
  assert.deepEqual(KEYMAP.filter((b) => ["next", "end", "delete"].includes(b.act)).map(printed), [["J", "K"], ["]", "["], ["Del"]]);
  assert.deepEqual(KEYMAP.filter((b) => b.ctrl).map(printed), [["Ctrl Shift Z"], ["Ctrl Z"]]);
});
