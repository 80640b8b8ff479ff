import assert from "node:assert/strict";
import { test } from "node:test";
import { latest, pathOf, told } from "../../annotations/static/annotations/js/core/news.js";
import { Outbox } from "../../annotations/static/annotations/js/core/outbox.js";
import { pause } from "../../annotations/static/annotations/js/net/feed.js";
import { initials } from "../../annotations/static/annotations/js/ui/here.js";

const CHI = { id: "chi", name: "Chi" };
const row = (type, id, version, action = "update", actor = CHI, object = { id, version }) => ({ object_type: type, object_id: id, version, action, actor, object });

test("of several rows of one object the highest version counts, of equal ones the later, and quotes come before claims", () => {
  const rows = [row("claim", "c", 1), row("quote", "q", 2), row("quote", "q", 3), row("quote", "q", 1), row("claim", "c", 1, "again")];
  assert.deepEqual(latest(rows).map((r) => [pathOf(r), r.version, r.action]), [["quotes/q", 3, "update"], ["claims/c", 1, "again"]]);
});

test("what others did is said in one breath, and one's own is no news", () => {
  const rows = [row("quote", "1", 1, "create"), row("quote", "2", 1, "create"), row("quote", "3", 2, "delete"), row("claim", "4", 2, "queue"),
    row("speaker", "5", 1, "create"), row("quote", "6", 1, "create", { id: "me", name: "Me" }), row("quote", "7", 1, "create", null)];
  assert.equal(told(rows, "me"), "Chi marked 2 quotes. Chi deleted a quote. Chi changed a claim.");
  assert.equal(told([], "me"), "");
});

test("it asks often while looked at, seldom while not, and ever more seldom while nobody answers", () => {
  const seen = { hidden: false, idle: false, failures: 0 };
  const waits = [1, 2, 3, 9].map((failures) => pause({ ...seen, failures }));
  assert.ok(pause(seen) <= 3000);
  assert.ok(pause(seen) < pause({ ...seen, idle: true }) && pause({ ...seen, idle: true }) < pause({ ...seen, hidden: true }));
  assert.ok(waits.every((wait, i) => wait > (i ? waits[i - 1] : pause(seen))) && waits[3] <= 60_000, String(waits));
});

test("what was deleted is not brought back by an answer that comes late", () => {
  const outbox = new Outbox("ada");
  outbox.receive("quotes/q", { id: "q", version: 3 });
  outbox.receive("quotes/q", null, 2);
  assert.equal(outbox.view("quotes/q").version, 3, "an older deletion, since undone");
  outbox.receive("quotes/q", null, 4);
  outbox.receive("quotes/q", { id: "q", version: 3 });
  assert.equal(outbox.view("quotes/q"), null);
  outbox.receive("quotes/q", { id: "q", version: 5 });
  assert.equal(outbox.view("quotes/q").version, 5);
  outbox.receive("quotes/q", null);
  outbox.receive("quotes/q", { id: "q", version: 6 });
  assert.equal(outbox.view("quotes/q"), null, "one's own deletion was version 6");
});

test("somebody else's version never covers what is not sent yet", () => {
  const outbox = new Outbox("ada");
  outbox.receive("quotes/q", { id: "q", note: "", kind: "direct", version: 3 });
  const entry = outbox.add({ object: "quotes/q", act: "change", body: { note: "mine" } }, "k");
  outbox.receive("quotes/q", { id: "q", note: "theirs", kind: "scare", version: 4 });
  assert.deepEqual([outbox.view("quotes/q").note, outbox.view("quotes/q").kind, entry.base], ["mine", "scare", 3]);
});

test("initials tell people apart in any script", () => {
  assert.deepEqual(["Ada", "Ada Berg", " Tove  van Brink ", "李雷", "🦊 Fox", "x"].map(initials), ["AD", "AB", "TB", "李雷", "🦊F", "X"]);
});
