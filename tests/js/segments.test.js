import assert from "node:assert/strict";
import { test } from "node:test";
import { Segments, trim } from "../../annotations/static/annotations/js/core/segments.js";

const TEXT = "The wall “moved eleven\u00a0centimetres”. Nobody asked!\n\nBuses run instead. 他说港口将关闭。";
const words = new Segments(TEXT, "en");
const say = (s) => s && TEXT.slice(s.from, s.to);
const at = (part) => TEXT.indexOf(part);

test("a selection inside words grows to whole words", () => {
  assert.equal(say(words.snap(at("ved"), at("leven") + 2)), "moved eleven");
});

test("a whole word stays as it is, and so does its neighbour's quotation mark", () => {
  assert.equal(say(words.snap(at("moved"), at("moved") + 5)), "moved");
  assert.equal(say(words.snap(at("“moved"), at("moved") + 3)), "“moved");
});

test("space at the ends is let go of", () => {
  assert.equal(say(words.snap(at(" “moved"), at(" Nobody") + 1)), "“moved eleven\u00a0centimetres”.");
  assert.equal(words.snap(at("\n\n"), at("\n\n") + 2), null);
  assert.equal(trim("  ", 0, 2), null);
});

test("steps go through all words, forth and back, across empty lines", () => {
  const forth = [];
  for (let s = words.step(0, 1, "word"); s; s = words.step(s.to, 1, "word")) forth.push(say(s));
  const back = [];
  for (let s = words.step(TEXT.length, -1, "word"); s; s = words.step(s.from, -1, "word")) back.unshift(say(s));
  assert.deepEqual(forth, back);
  assert.deepEqual(forth.slice(0, 7), ["The", "wall", "moved", "eleven", "centimetres", "Nobody", "asked"]);
  assert.ok(forth.includes("Buses"));
});

test("a sentence is a step too, without the space after it", () => {
  const first = words.step(0, 1, "sentence");
  assert.equal(say(first), "The wall “moved eleven\u00a0centimetres”.");
  assert.equal(say(words.step(first.to, 1, "sentence")), "Nobody asked!");
  assert.equal(say(words.step(at("Buses"), -1, "sentence")), "Nobody asked!");
});

test("a family of emoji is not cut in two", () => {
  const text = "see 👨‍👩‍👧 there";
  const snapped = new Segments(text, "en").snap(5, text.length - 2);
  assert.equal(text.slice(snapped.from, snapped.to).endsWith("there"), true);
});

test("a language nobody knows still has words", () => {
  assert.equal(new Segments("one two", "x-nonsense-").step(0, 1, "word").to, 3);
});
