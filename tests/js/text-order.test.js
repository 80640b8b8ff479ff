import assert from "node:assert/strict";
import { test } from "node:test";
import { TextOrder } from "../../annotations/static/annotations/js/core/text-order.js";
import { random } from "./random.js";

test("stays sorted while quotes come, move and go", () => {
  const number = random(5);
  const order = new TextOrder();
  const plain = new Map([["a", 3], ["b", 3], ["c", 0]]);
  order.reset([...plain]);
  for (let step = 0; step < 800; step++) {
    const id = String.fromCharCode(97 + number(26));
    const start = number(4) ? number(40) : undefined;
    assert.equal(order.set(id, start), plain.get(id) !== start);
    if (start === undefined) plain.delete(id);
    else plain.set(id, start);
    const expected = [...plain].sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1)).map(([id]) => id);
    assert.deepEqual(order.ids, expected);
    for (const [i, id] of expected.entries()) assert.equal(order.position(id), i);
  }
});
