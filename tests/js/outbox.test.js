import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Outbox } from "../../annotations/static/annotations/js/core/outbox.js";
import { random } from "./random.js";

const QUOTE = "quotes/q1";
const NO = { status: 409, title: "", detail: "No.", errors: [] };
/** @type {Outbox} */
let outbox;
let made = 0;
const key = () => `k${++made}`;
const add = (act, body, more = {}) => outbox.add({ object: QUOTE, act, body, ...more }, key());
/** Sends what is next, as a server would. */
function send(answer) {
  const entry = outbox.next();
  entry.tries++;
  outbox.sent(entry, answer);
  return entry;
}

beforeEach(() => {
  outbox = new Outbox("ada");
  outbox.receive(QUOTE, { id: "q1", kind: "direct", note: "", version: 3 });
});

test("an edit shows at once and leaves with the version it was made upon", () => {
  const entry = add("change", { kind: "scare" });
  assert.equal(outbox.view(QUOTE).kind, "scare");
  assert.equal(outbox.objects.get(QUOTE).kind, "direct");
  assert.deepEqual([outbox.next(), entry.base], [entry, 3]);
  send({ id: "q1", kind: "scare", version: 4 });
  assert.deepEqual([outbox.entries, outbox.view(QUOTE).version], [[], 4]);
});

test("edits that were never sent become one, under the same key", () => {
  const first = add("change", { kind: "scare" });
  const second = add("change", { note: "n" });
  assert.equal(first, second);
  assert.deepEqual(first.body, { kind: "scare", note: "n" });
});

test("an unsent quote takes on no speaker who was made after it: that leaves as an edit of its own, after both", () => {
  const quote = outbox.add({ object: "quotes/q2", act: "create", body: {} }, key());
  const speaker = outbox.add({ object: "speakers/s1", act: "create", body: {} }, key());
  const spoken = outbox.add({ object: "quotes/q2", act: "change", body: { speaker: "s1" }, after: ["speakers/s1"] }, key());
  assert.equal(outbox.view("quotes/q2").speaker, "s1");
  assert.deepEqual([send({ id: "q2", version: 1 }), send({ id: "s1", version: 1 }), send({ id: "q2", version: 2 })], [quote, speaker, spoken]);
  assert.equal(spoken.base, 1);
});

test("an edit on its way is not touched: the next one waits for its version", () => {
  const first = add("change", { kind: "scare" });
  first.tries++;
  const second = add("change", { note: "n" });
  assert.notEqual(first, second);
  assert.deepEqual([second.base, outbox.next()], [null, first]);
  const again = outbox.sent(first, { id: "q1", kind: "scare", note: "", version: 4 });
  assert.deepEqual([again, second.base, outbox.view(QUOTE).note], [second, 4, "n"]);
});

test("what a refused edit was the ground for waits with it; other objects go on", () => {
  const first = add("change", { kind: "scare" });
  first.tries++;
  add("change", { note: "n" });
  outbox.refuse(first, { ...NO, status: 412, current: { id: "q1", kind: "partial", note: "x", version: 9 } });
  const other = outbox.add({ object: "quotes/q2", act: "create", body: {} }, key());
  assert.equal(outbox.next(), other);
  assert.equal(outbox.view(QUOTE).kind, "scare");
});

test("insisting lays it over what is there now, under a new key", () => {
  const entry = add("change", { note: "mine" });
  outbox.refuse(entry, { ...NO, status: 412, current: { id: "q1", note: "theirs", version: 9 } });
  outbox.insist(entry, "new");
  assert.deepEqual([entry.key, entry.base, entry.state, entry.problem], ["new", 9, "waiting", undefined]);
});

test("discarding takes later edits of the object along, and shows theirs", () => {
  const entry = add("change", { note: "mine" });
  entry.tries++;
  add("change", { kind: "scare" });
  outbox.refuse(entry, { ...NO, status: 412, current: { id: "q1", kind: "direct", note: "theirs", version: 9 } });
  assert.equal(outbox.discard(entry).gone.length, 2);
  assert.deepEqual([outbox.view(QUOTE).note, outbox.view(QUOTE).kind], ["theirs", "direct"]);
});

test("a quote that was to lie in a discarded one lies in none", () => {
  const outer = outbox.add({ object: "quotes/q2", act: "create", body: {} }, key());
  const inner = outbox.add({ object: "quotes/q3", act: "create", body: { parent: "q2" }, after: ["quotes/q2"] }, key());
  outbox.refuse(outer, NO);
  assert.equal(outbox.next(), null);
  assert.deepEqual(outbox.discard(outer).freed, [inner]);
  assert.deepEqual([outbox.next(), inner.body.parent], [inner, null]);
});

test("a claim of a discarded quote goes with it, whole; one that is made of another as well goes on without", () => {
  const quote = outbox.add({ object: "quotes/q2", act: "create" }, key());
  outbox.add({ object: "claims/only", act: "create", body: { quotes: ["q2"] }, after: ["quotes/q2"] }, key());
  const both = outbox.add({ object: "claims/both", act: "create", body: { text: "Mine.", quotes: ["q1", "q2"] }, after: [QUOTE, "quotes/q2"] }, key());
  outbox.add({ object: "quotes/q3", act: "create" }, key());
  outbox.add({ object: "claims/only", act: "change", body: { quotes: ["q2", "q3"] }, after: ["quotes/q2", "quotes/q3"] }, key());
  outbox.receive("claims/old", { id: "old", quotes: ["q1"], version: 2 });
  const joined = outbox.add({ object: "claims/old", act: "change", body: { quotes: ["q1", "q2"] }, after: [QUOTE, "quotes/q2"] }, key());
  outbox.refuse(quote, NO);
  const { gone, freed } = outbox.discard(quote);
  assert.deepEqual(gone.map((e) => `${e.act} ${e.object}`), ["create quotes/q2", "create claims/only", "change claims/only"]);
  assert.deepEqual(freed, [both, joined]);
  assert.deepEqual([outbox.next(), both.body, joined.body], [both, { text: "Mine.", quotes: ["q1"] }, { quotes: ["q1"] }]);
});

test("without a discarded speaker the quote is said by nobody", () => {
  const speaker = outbox.add({ object: "speakers/s1", act: "create", body: { name: "Tove" } }, key());
  const spoken = add("change", { speaker: "s1" }, { after: ["speakers/s1"] });
  outbox.refuse(speaker, NO);
  assert.deepEqual(outbox.discard(speaker).freed, [spoken]);
  assert.deepEqual([outbox.next(), spoken.body], [spoken, { speaker: null }]);
});

test("a speaker somebody else has added meanwhile is meant, also by what is made later", () => {
  const speaker = outbox.add({ object: "speakers/s1", act: "create", body: { name: "Tove" } }, key());
  const spoken = add("change", { speaker: "s1" }, { after: ["speakers/s1"] });
  assert.deepEqual(outbox.merge(speaker, { id: "s9", name: "Tove", version: 1 }), [spoken]);
  assert.deepEqual([outbox.next(), spoken.body, outbox.view("speakers/s9").name, outbox.view("speakers/s1")], [spoken, { speaker: "s9" }, "Tove", null]);
  const again = outbox.add({ object: "claims/c", act: "create", body: { speaker: "s1" }, after: ["speakers/s1"] }, key());
  assert.equal(again.body.speaker, "s9");
});

test("a quote marked in another tab a moment before is meant, also by the claim made of it, and in every tab", () => {
  const quote = outbox.add({ object: "quotes/q2", act: "create", body: {} }, key());
  const claim = outbox.add({ object: "claims/c", act: "create", body: { quotes: ["q2", "q9"] }, after: ["quotes/q2"] }, key());
  assert.deepEqual(outbox.merge(quote, { id: "q9", version: 1 }), [claim]);
  assert.deepEqual([outbox.next(), claim.body.quotes, outbox.view("quotes/q2")], [claim, ["q9"], null]);
  const other = new Outbox("ada");
  other.hear({ merged: [["q2", "q9"]] });
  assert.equal(other.merged.get("q2"), "q9");
});

test("a new quote is there with its defaults, and is gone when discarded", () => {
  outbox.defaults = { "quotes/": { author: { id: "ada", name: "Ada" } } };
  const entry = outbox.add({ object: "quotes/q2", act: "create", body: { kind: "direct" } }, key());
  assert.deepEqual(outbox.view("quotes/q2"), { id: "q2", author: { id: "ada", name: "Ada" }, kind: "direct", version: 0 });
  assert.deepEqual(outbox.views("quotes/").map((q) => `quotes/${q.id}`).sort(), [QUOTE, "quotes/q2"]);
  outbox.discard(entry);
  assert.equal(outbox.view("quotes/q2"), null);
});

test("a deletion whose answer comes late leaves what somebody has restored since", () => {
  const gone = add("delete");
  outbox.receive(QUOTE, null, 4);
  outbox.receive(QUOTE, { id: "q1", kind: "direct", version: 5 });
  outbox.sent(gone, null);
  assert.equal(outbox.view(QUOTE).version, 5);
});

test("delete and restore", () => {
  const before = outbox.view(QUOTE);
  add("delete");
  assert.deepEqual([outbox.view(QUOTE), outbox.views("quotes/")], [null, []]);
  assert.equal(send(null).base, 3);
  add("restore", before);
  assert.equal(outbox.view(QUOTE).kind, "direct");
  add("change", { note: "n" });
  send({ ...before, version: 5 });
  assert.equal(outbox.next().base, 5);
});

test("a delete that is refused leaves the quote where it was", () => {
  outbox.refuse(add("delete"), NO);
  assert.equal(outbox.view(QUOTE).kind, "direct");
});

test("a claim waits for its quote and its speaker, whichever is held up", () => {
  const quote = outbox.add({ object: "quotes/q2", act: "create", body: {} }, key());
  const speaker = outbox.add({ object: "speakers/s1", act: "create", body: {} }, key());
  const claim = outbox.add({ object: "claims/c1", act: "create", body: {}, after: ["quotes/q2", "speakers/s1"] }, key());
  outbox.refuse(quote, NO);
  assert.equal(outbox.next(), speaker);
  send({ id: "s1", version: 1 });
  assert.equal(outbox.next(), null);
  outbox.insist(quote, key());
  send({ id: "q2", version: 1 });
  assert.equal(outbox.next(), claim);
});

test("an older answer does not overwrite a newer one", () => {
  outbox.receive(QUOTE, { id: "q1", note: "old", version: 2 });
  assert.equal(outbox.view(QUOTE).version, 3);
});

test("only one's own edits are taken up again, once, in their order", () => {
  const entry = (seq, by) => ({ key: `r${seq}`, seq, by, article: "", object: QUOTE, act: "change", body: { note: `${seq}` }, after: [], base: null, tries: 1, state: "waiting" });
  outbox.recover([entry(2, "ada"), entry(1, "ada"), entry(3, "ben")]);
  outbox.recover([entry(1, "ada")]);
  assert.deepEqual(outbox.entries.map((e) => e.seq), [1, 2]);
  assert.equal(outbox.view(QUOTE).note, "2");
});

test("whatever the network does, a server that checks versions ends with what the person saw", () => {
  const number = random(11);
  for (let round = 0; round < 60; round++) {
    const box = new Outbox("ada");
    const server = new Map();
    const replies = new Map();
    for (let step = 0; step < 80; step++) {
      const object = `quotes/q${number(3)}`;
      const there = box.view(object);
      const k = `${round}-${step}`;
      if (number(2)) {
        if (!there) box.add({ object, act: server.has(object) || box.pending(object).length ? "restore" : "create", body: { note: k } }, k);
        else if (number(3)) box.add({ object, act: "change", body: { note: k } }, k);
        else if (number(2)) {
          box.add({ object: `speakers/${k}`, act: "create" }, `${k}-speaker`);
          box.add({ object, act: "change", body: { note: k, speaker: k }, after: [`speakers/${k}`] }, k);
        } else box.add({ object, act: "delete" }, k);
      }
      const entry = box.next();
      if (!entry || !number(3)) continue;
      entry.tries++;
      if (!number(4)) continue; // the request is lost
      const answer = replies.get(entry.key) ?? serve(server, entry);
      replies.set(entry.key, answer);
      if (!number(4)) continue; // the answer is lost: sent again with the same key
      box.sent(entry, answer.gone ? null : answer);
    }
    for (let entry = box.next(); entry; entry = box.next()) {
      const answer = replies.get(entry.key) ?? serve(server, entry);
      box.sent(entry, answer.gone ? null : answer);
    }
    assert.deepEqual(box.entries, []);
    for (const [object, value] of server) assert.deepEqual(box.view(object), value.gone ? null : value);
  }
});

/** Restoring brings back the words it had; the person only ever restores what was there. */
function serve(server, { object, act, body, base }) {
  const now = server.get(object);
  if (body.speaker) assert.ok(server.has(`speakers/${body.speaker}`), "a speaker who is not there");
  if (act === "create") assert.equal(now, undefined);
  if (act === "change" || act === "delete") assert.equal(base, now.version, "If-Match");
  const version = (now?.version ?? 0) + 1;
  const value = act === "delete" ? { ...now, gone: true, version } : { ...now, ...body, gone: false, version };
  server.set(object, value);
  return value;
}

/** Two tabs of one browser; what one does reaches the other as a copy, as messages do. */
function tabs() {
  const [leader, other] = [new Outbox("ada"), new Outbox("ada")];
  for (const tab of [leader, other]) tab.receive(QUOTE, { id: "q1", kind: "direct", note: "", version: 3 });
  const tell = (tab, news) => tab.hear(structuredClone(news));
  const edit = (body) => other.add({ object: QUOTE, act: "change", body }, key(), { grow: false, now: 1000 });
  const answer = (entry, value) => {
    const next = leader.sent(entry, value);
    return { remove: [entry.key], put: next ? [next] : [], received: [[QUOTE, value]], answered: [[entry.key, value.version]] };
  };
  return { leader, other, tell, edit, answer };
}

test("an edit of one tab shows in the other, and leaves from there", () => {
  const { leader, other, tell, edit, answer } = tabs();
  const entry = edit({ note: "n" });
  assert.deepEqual(tell(leader, { put: [entry] }), [QUOTE]);
  assert.equal(leader.view(QUOTE).note, "n");
  const sending = leader.next();
  assert.equal(sending.base, 3);
  tell(other, answer(sending, { id: "q1", kind: "direct", note: "n", version: 4 }));
  assert.deepEqual([other.entries, other.view(QUOTE).version, leader.entries], [[], 4, []]);
});

test("an edit made upon one that was just answered elsewhere has its version", () => {
  const { leader, other, tell, edit, answer } = tabs();
  tell(leader, { put: [edit({ note: "n" })] });
  const news = answer(leader.next(), { id: "q1", kind: "direct", note: "n", version: 4 });
  const second = edit({ kind: "scare" }); // before the news is there
  assert.equal(second.base, null);
  tell(leader, { put: [second] });
  assert.equal(leader.next().base, 4);
  tell(other, news);
  assert.equal(other.next().base, 4);
  assert.deepEqual(other.view(QUOTE), { id: "q1", kind: "scare", note: "n", version: 4 });
});

test("an edit that grows is only ever the sender's own", () => {
  const { other, edit } = tabs();
  assert.notEqual(edit({ note: "a" }), edit({ note: "b" }));
  assert.equal(other.view(QUOTE).note, "b");
});

test("what is done with does not come back, however late it is told", () => {
  const { leader, tell, edit, answer } = tabs();
  const entry = structuredClone(edit({ note: "n" }));
  tell(leader, { put: [entry] });
  const news = answer(leader.next(), { id: "q1", kind: "direct", note: "n", version: 4 });
  const third = new Outbox("ada");
  tell(third, news);
  tell(third, { put: [entry] });
  third.recover([entry]);
  assert.deepEqual(third.entries, []);
  tell(leader, { put: [{ ...entry, key: "x", by: "ben" }] });
  assert.deepEqual(leader.entries, []);
});

test("whoever leads from now on has what the last leader kept, even of an edit that grew unheard", () => {
  const { other, edit } = tabs();
  const entry = edit({ note: "n" });
  other.recover([{ ...structuredClone(entry), body: { note: "n", kind: "scare" } }], true);
  assert.equal(other.view(QUOTE).kind, "scare");
});

test("what was withdrawn or sent anew does not come back from the shelf, nor does late news make an edit unsent", () => {
  const first = add("change", { note: "a" });
  const [kept, sent] = [structuredClone(first), { ...structuredClone(first), tries: 1 }];
  outbox.hear({ put: [sent] });
  outbox.hear({ put: [kept] });
  assert.equal(first.tries, 1);
  outbox.refuse(first, NO);
  outbox.insist(first, "new");
  outbox.recover([kept], true);
  assert.deepEqual(outbox.entries.map((e) => e.key), ["new"]);
  outbox.discard(first);
  outbox.recover([{ ...kept, key: "new" }], true);
  assert.deepEqual(outbox.entries, []);
});
