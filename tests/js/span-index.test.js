import assert from "node:assert/strict";
import { test } from "node:test";
import { SpanIndex } from "../../annotations/static/annotations/js/core/span-index.js";
import { random } from "./random.js";

/** @param {{id: string, from: number, to: number}[]} spans */
function slowly(spans, from, to) {
  return spans.filter((s) => s.from < to && s.to > from).map((s) => `${s.id}:${s.from}-${s.to}`).sort();
}

/** @param {SpanIndex<any>} index */
function quickly(index, from, to) {
  return index.query(from, to).map((s) => `${s.id}:${s.from}-${s.to}`).sort();
}

test("finds what a walk through all spans finds, while spans come and go", () => {
  const number = random(7);
  for (let round = 0; round < 40; round++) {
    const spans = Array.from({ length: number(60) }, (_, i) => span(`s${i % 25}`, number));
    const index = new SpanIndex(spans);
    for (let step = 0; step < 60; step++) {
      if (number(3) === 0) {
        const [gone] = spans.splice(number(spans.length || 1), 1);
        if (gone) index.remove(gone);
      } else {
        const added = span(`s${number(30)}`, number);
        index.add(added);
        spans.push(added);
      }
      const from = number(220);
      const to = from + number(40);
      assert.deepEqual(quickly(index, from, to), slowly(spans, from, to));
      assert.equal(index.spans.length, spans.length);
      assert.deepEqual(index.reach, index.spans.map((_, i) => Math.max(...index.spans.slice(0, i + 1).map((s) => s.to))));
    }
  }
});

test("answers the shortest first", () => {
  const index = new SpanIndex([{ id: "long", from: 0, to: 90 }, { id: "short", from: 40, to: 44 }, { id: "middle", from: 30, to: 60 }]);
  assert.deepEqual(index.query(41, 42).map((s) => s.id), ["short", "middle", "long"]);
});

test("touching is not sharing", () => {
  const index = new SpanIndex([{ id: "a", from: 5, to: 10 }]);
  assert.deepEqual(index.query(0, 5), []);
  assert.deepEqual(index.query(10, 12), []);
});

function span(id, number) {
  const from = number(200);
  return { id, from, to: from + 1 + number(number(5) ? 12 : 120) };
}
