import assert from "node:assert/strict";
import { test } from "node:test";
import { Offsets, count, countPoints } from "../../annotations/static/annotations/js/core/offsets.js";

const TEXTS = {
  nothing: "",
  plain: "The wall moved.\n\nNobody measured it.",
  emoji: "a👍b👍🏽c 👨‍👩‍👧‍👦 d🇳🇴e",
  onlyPairs: "👍👍👍",
  arabic: "قال المتحدث «لن نغلق الميناء» يوم الخميس 🚢.",
  hebrew: "הוא אמר: ״שָׁלוֹם״ 🕊",
  chinese: "他说：“港口将关闭一年。” 𠮷野家",
  combining: "é café naı̈ve",
  spaces: "a\u00a0b\u2009c\u3000d",
};

for (const [name, text] of Object.entries(TEXTS)) {
  test(`every boundary of ${name} goes there and back`, () => {
    const offsets = new Offsets(text);
    const points = [...text];
    let unit = 0;
    for (let point = 0; point <= points.length; point++) {
      assert.equal(offsets.toPoints(unit), point);
      assert.equal(offsets.toUtf16(point), unit);
      unit += points[point]?.length ?? 0;
    }
    assert.equal(countPoints(text), points.length);
  });

  test(`every slice of ${name} has the same words in both units`, () => {
    const offsets = new Offsets(text);
    const points = [...text];
    for (let start = 0; start <= points.length; start++) {
      for (let end = start; end <= points.length; end++) {
        assert.equal(text.slice(offsets.toUtf16(start), offsets.toUtf16(end)), points.slice(start, end).join(""));
      }
    }
  });
}

test("the middle of a pair counts as its end", () => {
  assert.equal(new Offsets("a👍b").toPoints(2), 2);
});

test("count finds the first that fails", () => {
  for (let n = 0; n < 9; n++) for (let k = 0; k <= n; k++) assert.equal(count(n, (i) => i < k), k);
});
