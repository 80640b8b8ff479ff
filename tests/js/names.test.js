import assert from "node:assert/strict";
import { test } from "node:test";
import { named } from "../../annotations/static/annotations/js/core/names.js";

const SPEAKERS = [{ id: "1", name: "Zoë O’Hara", aliases: ["The harbour-master"] }, { id: "2", name: "Zoe" }];

test("a name is known however it is typed, and by its aliases", () => {
  assert.equal(named(SPEAKERS, " zoe\u0308  o'hara ")?.id, "1");
  assert.equal(named(SPEAKERS, "the harbour–master")?.id, "1");
  assert.equal(named(SPEAKERS, "zoe")?.id, "2");
});

test("of two that differ in capitals alone it is the one as typed", () => {
  const sources = [{ name: "The post" }, { name: "The Post" }];
  assert.equal(named(sources, "The Post"), sources[1]);
  assert.equal(named(sources, "THE POST"), sources[0]);
});

test("half a name is nobody's", () => {
  assert.equal(named(SPEAKERS, "Zo"), undefined);
});
