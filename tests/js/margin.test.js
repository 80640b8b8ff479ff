import assert from "node:assert/strict";
import { test } from "node:test";
import { History, difference } from "../../annotations/static/annotations/js/core/history.js";
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

test("a step that could not be gone is there to be gone again", () => {
  const history = new History();
  history.record("quotes/1", null, { note: "a" });
  history.undo();
  history.stay("undo");
  assert.equal(history.redo(), null);
  assert.deepEqual(history.undo(), { object: "quotes/1", before: { note: "a" }, after: null });
  history.redo();
  history.undo();
  history.redo();
  history.stay("redo");
  assert.deepEqual(history.redo(), { object: "quotes/1", before: null, after: { note: "a" } });
});

test("only what differs is sent", () => {
  assert.deepEqual(difference({ kind: "direct", segments: [{ start: 1 }] }, { kind: "scare", segments: [{ start: 1 }] }), { kind: "scare" });
});
