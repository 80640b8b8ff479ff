import assert from "node:assert/strict";
import { test } from "node:test";
import { History, difference } from "../../annotations/static/annotations/js/core/history.js";
import { described, printed } from "../../annotations/static/annotations/js/core/key-help.js";
import { KEYMAP, actionFor } from "../../annotations/static/annotations/js/core/keymap.js";
import { KINDS } from "../../annotations/static/annotations/js/core/kinds.js";
import { place } from "../../annotations/static/annotations/js/core/place.js";
import { random } from "./random.js";

test("cards never overlap, never leave the top, and the current one keeps its place if it can", () => {
  const number = random(3);
  for (let round = 0; round < 300; round++) {
    const n = 1 + number(20);
    const wanted = Array.from({ length: n }, () => number(2000)).sort((a, b) => a - b);
    const heights = wanted.map(() => 20 + number(200));
    const current = number(n + 1) - 1;
    const tops = place(wanted, heights, 10, current);
    tops.forEach((top, i) => assert.ok(top >= (i ? tops[i - 1] + heights[i - 1] + 10 : 0)));
    const above = heights.slice(0, Math.max(0, current)).reduce((sum, h) => sum + h + 10, 0);
    if (current >= 0 && wanted[current] >= above) assert.equal(tops[current], wanted[current]);
  }
});

test("with room enough every card is beside its words", () => {
  assert.deepEqual(place([0, 100, 300], [50, 50, 50], 10), [0, 100, 300]);
});

test("undo and redo walk the same way back and forth", () => {
  const history = new History();
  history.record("quotes/1", null, { note: "a" });
  history.record("quotes/1", { note: "a" }, { note: "b" });
  assert.deepEqual(history.undo(), { object: "quotes/1", before: { note: "b" }, after: { note: "a" } });
  assert.deepEqual(history.undo(), { object: "quotes/1", before: { note: "a" }, after: null });
  assert.equal(history.undo(), null);
  assert.deepEqual(history.redo(), { object: "quotes/1", before: null, after: { note: "a" } });
  history.record("quotes/2", null, {});
  assert.equal(history.redo(), null);
  history.forget("quotes/1");
  assert.equal(history.past.length, 1);
});

test("only what differs is sent", () => {
  assert.deepEqual(difference({ kind: "direct", segments: [{ start: 1 }] }, { kind: "scare", segments: [{ start: 1 }] }), { kind: "scare" });
});

const press = (key, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });
const everywhere = { single: true, text: true };

test("each key does one thing", () => {
  assert.equal(actionFor(press("1"), everywhere), "direct");
  assert.equal(actionFor(press("J"), everywhere), "next");
  assert.equal(actionFor(press("?", { shiftKey: true }), everywhere), "help");
  assert.equal(actionFor(press("z", { ctrlKey: true }), everywhere), "undo");
  assert.equal(actionFor(press("Z", { metaKey: true, shiftKey: true }), everywhere), "redo");
  assert.equal(actionFor(press("z"), everywhere), null);
  assert.equal(actionFor(press("c", { ctrlKey: true }), everywhere), null);
  assert.equal(actionFor(press("ArrowLeft", { altKey: true }), everywhere), null);
});

test("arrows belong to the page until the text has the focus; single keys can be off", () => {
  assert.equal(actionFor(press("ArrowRight"), { single: true, text: false }), null);
  assert.equal(actionFor(press("1"), { single: false, text: true }), null);
  assert.equal(actionFor(press("Escape"), { single: false, text: false }), "clear");
  assert.equal(actionFor(press("z", { ctrlKey: true }), { single: false, text: false }), "undo");
});

test("every binding can be printed and says what it does", () => {
  for (const binding of KEYMAP) {
    assert.ok(described(binding) && binding.group && printed(binding).length);
    if (KINDS.includes(binding.act)) assert.match(described(binding), /^\w+: ./);
  }
});
