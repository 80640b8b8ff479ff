import assert from "node:assert/strict";
import { test } from "node:test";
import { pulled, stepped } from "../../annotations/static/annotations/js/core/resize.js";
import { Segments } from "../../annotations/static/annotations/js/core/segments.js";
import { random } from "./random.js";

const TEXT = "The ferry sailed late.\nNobody complained.";
const words = new Segments(TEXT, "en");
const at = (exact, text = TEXT) => ({ from: text.indexOf(exact), to: text.indexOf(exact) + exact.length });
const says = (spans, text = TEXT) => spans && spans.map(({ from, to }) => text.slice(from, to));

test("an end moves by words, also over the end of a line", () => {
  assert.deepEqual(says(stepped(words, [at("ferry")], 0, "to", 1, false)), ["ferry sailed"]);
  assert.deepEqual(says(stepped(words, [at("ferry sailed")], 0, "to", -1, false)), ["ferry"]);
  assert.deepEqual(says(stepped(words, [at("sailed late")], 0, "to", 1, false)), ["sailed late.\nNobody"]);
  assert.deepEqual(says(stepped(words, [at("ferry")], 0, "from", -1, false)), ["The ferry"]);
  assert.deepEqual(says(stepped(words, [at("ferry sailed")], 0, "from", 1, false)), ["sailed"]);
});

test("exactly: by one letter", () => {
  assert.deepEqual(says(stepped(words, [at("ferry")], 0, "to", -1, true)), ["ferr"]);
  assert.deepEqual(says(stepped(words, [at("late")], 0, "to", 1, true)), ["late."]);
  assert.deepEqual(says(stepped(words, [at("ferry")], 0, "from", 1, true)), ["erry"]);
});

test("a segment never becomes empty, leaves the text or reaches into its neighbour", () => {
  assert.equal(stepped(words, [at("ferry")], 0, "to", -1, false), null);
  assert.equal(stepped(words, [at("The ferry")], 0, "from", -1, false), null);
  assert.equal(stepped(words, [at("ferry"), at("sailed")], 0, "to", 1, false), null);
  assert.equal(stepped(words, [at("ferry"), at("sailed")], 1, "from", -1, false), null);
  assert.deepEqual(says(stepped(words, [at("ferry"), at("sailed")], 1, "to", 1, false)), ["ferry", "sailed late"]);
});

test("a pulled end takes whole words, or with Alt whole graphemes", () => {
  const to = TEXT.indexOf("late") + 2;
  assert.deepEqual(says(pulled(words, [at("ferry")], 0, "to", to, false)), ["ferry sailed late"]);
  assert.deepEqual(says(pulled(words, [at("ferry")], 0, "to", to, true)), ["ferry sailed la"]);
  assert.equal(pulled(words, [at("ferry")], 0, "to", 2, false), null);
  assert.equal(pulled(words, [at("ferry")], 0, "to", TEXT.indexOf("ferry") + 3, false), null);
});

const GRAPHEMES = ["👨‍👩‍👧‍👦", "🇳🇴", "👩🏽‍⚖️", "e\u0301\u0323", "नि", "क्षि", "กำ", "ที่", "a", " ", "שָׁ", "한", "\u00a0", "本"];

test("whatever is asked for, no grapheme is cut", () => {
  const number = random(11);
  for (let round = 0; round < 400; round++) {
    const parts = Array.from({ length: 2 + number(8) }, () => GRAPHEMES[number(GRAPHEMES.length)]);
    const text = parts.join("");
    const edges = new Set([...new Intl.Segmenter("und", { granularity: "grapheme" }).segment(text)].map((g) => g.index).concat(text.length));
    const segments = new Segments(text, "und");
    const whole = (spans) => spans?.forEach(({ from, to }) => assert.ok(edges.has(from) && edges.has(to) && from < to, JSON.stringify([text, from, to])));
    const [from, to] = [number(text.length), number(text.length) + 1].sort((a, b) => a - b);
    if (from === to) continue;
    const exact = segments.whole(from, to);
    whole([exact]);
    assert.ok(exact.from <= from && exact.to >= to);
    const snapped = segments.snap(from, to);
    if (snapped) whole([snapped]);
    whole(pulled(segments, [exact], 0, number(2) ? "to" : "from", number(text.length + 1), Boolean(number(2))));
    whole(stepped(segments, [exact], 0, number(2) ? "to" : "from", number(2) ? 1 : -1, Boolean(number(2))));
  }
});

test("words are found where nothing stands between them, and signs count as words", () => {
  const step = (text, language, n = 0) => {
    const segments = new Segments(text, language);
    let hit = segments.step(0, 1, "word");
    for (let i = 0; i < n && hit; i++) hit = segments.step(hit.to, 1, "word");
    return hit && text.slice(hit.from, hit.to);
  };
  assert.equal(step("我们没有钱了", "zh"), "我们");
  assert.equal(step("เรือออกช้า", "th", 1), "ออก");
  assert.equal(step("קָרָאתִי את העיתון", "he"), "קָרָאתִי");
  assert.equal(step("لم يبق مال", "ar", 1), "يبق");
  assert.equal(step("ok 👨‍👩‍👧‍👦!", "en", 1), "👨‍👩‍👧‍👦");
  assert.equal(step("go 🇳🇴", "en", 1), "🇳🇴");
});
