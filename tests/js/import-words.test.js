import assert from "node:assert/strict";
import { test } from "node:test";
import { inWords, nameOfPasted, progressOf, sizeInWords } from "../../annotations/static/annotations/js/core/import-words.js";

test("counts are told as people tell them", () => {
  assert.equal(inWords({ articles: 1200, quotes: 1, claims: 2, evidence: 1, people: 2 }), "1,200 articles, 1 quote, 2 claims, 1 piece of evidence and 2 people");
  assert.equal(inWords({ claims: 1, speakers: 4 }, { besides: false }), "1 claim");
  assert.equal(inWords({}), "");
});

test("sizes", () => {
  assert.deepEqual([12, 1234, 45_600, 7_000_000, 1e9].map(sizeInWords), ["12 bytes", "1.2 kB", "46 kB", "7.0 MB", "1.0 GB"]);
});

test("how far it is", () => {
  const row = { state: "reading", rows: 1000, written: 0, read: 50, size: 200 };
  assert.deepEqual(progressOf(row), { words: "Reading: 1,000 rows", share: 25 });
  assert.equal(progressOf({ ...row, read: 900 }).share, null, "a packed file is longer than it was");
  assert.deepEqual(progressOf({ ...row, state: "writing", written: 250 }), { words: "Writing: 250 of 1,000 rows", share: 25 });
});

test("what was pasted gets a name its format can be told from", () => {
  assert.equal(nameOfPasted('{"schema": "factcheck/1"}\n'), "pasted.jsonl");
  assert.equal(nameOfPasted('{"a": 1}\n{"a": 2}'), "pasted.jsonl");
  assert.equal(nameOfPasted('{\n  "a": 1\n}'), "pasted.json");
  assert.equal(nameOfPasted("[1]"), "pasted.json");
  assert.equal(nameOfPasted("# The harbour\n\nNobody went."), "pasted.md");
  assert.equal(nameOfPasted("The harbour\n\nNobody went."), "pasted.txt");
});
