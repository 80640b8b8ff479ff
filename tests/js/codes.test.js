import assert from "node:assert/strict";
import { test } from "node:test";
import { codeOf } from "../../annotations/static/annotations/js/core/codes.js";

test("a code is made of plain letters, digits and hyphens", () => {
  assert.equal(codeOf("Mostly true"), "mostly-true");
  assert.equal(codeOf("  Größtenteils wahr!"), "grosstenteils-wahr");
  assert.equal(codeOf("Déjà vu — 50 %"), "deja-vu-50");
  assert.equal(codeOf("صحيح"), "");
  assert.equal(codeOf("x".repeat(200)).length, 80);
});
