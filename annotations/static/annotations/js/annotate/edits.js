/**
 * One's own edits: each is recorded for undo and handed to the outbox. Nothing here draws; what changed is drawn when the outbox
 * says so.
 */
import { History, difference } from "../core/history.js";
import { named } from "../core/names.js";

/** @typedef {import("../core/types.js").Quote} Quote */
/** @typedef {import("../core/types.js").Kind} Kind */
/** @typedef {import("../core/types.js").Stretch} Stretch */

/** What undo brings back. @type {Record<string, string[]>} */
const EDITABLE = { quotes: ["kind", "tone", "speaker", "note", "segments", "parent"], claims: ["quotes"] };

export class Edits {
  /**
   * @param {import("./known.js").Known} known @param {import("./sheet.js").Sheet} sheet
   * @param {import("../net/sync.js").Sync} sync @param {import("../ui/status.js").Status} status
   */
  constructor(known, sheet, sync, status) {
    this.known = known;
    this.sheet = sheet;
    this.sync = sync;
    this.history = new History();
    this.status = status;
    this.project = sheet.page.dataset.project ?? "";
  }

  /** @param {import("../core/outbox.js").Edit} edit */
  #send(edit) {
    return this.sync.add({ article: this.known.article, ...edit });
  }

  /** @param {string} object @param {any} before @param {any} after */
  #record(object, before, after) {
    this.status.hide(); // its Undo would now be of this step
    this.history.record(object, before, after);
  }

  /** From one state of a quote or claim to another, by whatever it takes. @param {string} object @param {any} before @param {any} after */
  #turn(object, before, after) {
    const waitsFor = [...(after?.speaker ? [`speakers/${after.speaker}`] : []), ...(after?.parent ? [`quotes/${after.parent}`] : []), ...(after?.quotes ?? []).map((/** @type {string} */ id) => `quotes/${id}`)];
    if (!after) return this.#send({ object, act: "delete", after: this.#claimsLeft(object) });
    if (!before) return this.#send({ object, act: "restore", body: after, after: waitsFor });
    const body = difference(before, Object.fromEntries(EDITABLE[object.split("/")[0]].map((name) => [name, after[name]])));
    if (body.segments) body.segments = body.segments.map((/** @type {any} */ { start, end, exact }) => ({ start, end, exact }));
    if (body.quotes) body.quotes = exchanged(this.known.outbox.view(object)?.quotes ?? [], before.quotes, after.quotes);
    return this.#send({ object, act: "change", body, after: waitsFor });
  }

  /** Unsent edits of claims that a quote has to have left before it can be deleted. @param {string} object @returns {string[]} */
  #claimsLeft(object) {
    const { entries, objects } = this.known.outbox;
    const names = (/** @type {any} */ claim) => claim?.quotes?.some((/** @type {string} */ id) => `quotes/${id}` === object);
    return entries.filter((e) => e.object.startsWith("claims/") && (names(objects.get(e.object)) || names(e.body))).map((e) => e.object);
  }

  /** @param {string} object @param {any} after null deletes */
  #own(object, after) {
    const before = this.known.outbox.view(object);
    this.#record(object, before, after);
    this.#turn(object, before, after);
  }

  /**
   * Has this person marked these words as this kind already? Then that quote is the current one, and they are told.
   * @param {Kind} kind @param {Stretch[]} stretches @param {string} [id] of the quote that is to be so
   */
  #has(kind, stretches, id) {
    const { known, sheet } = this;
    const [{ from, to }] = stretches;
    const place = (/** @type {Stretch[]} */ spans) => spans.map((s) => `${s.from}-${s.to}`).join();
    const same = sheet.paint.index.query(from, to).map((s) => known.quote(s.id))
      .find((q) => q && q.id !== id && q.kind === kind && q.author.id === sheet.me && place(known.spansOf(q)) === place(stretches));
    if (!same) return false;
    sheet.focus(same.id, { scroll: false });
    this.status.tell("You have marked these words already.");
    return true;
  }

  /** @param {Stretch} stretch @param {Kind} kind */
  create(stretch, kind) {
    const { known, sheet } = this;
    if (this.#has(kind, [stretch])) return;
    const id = crypto.randomUUID();
    const object = `quotes/${id}`;
    const parent = known.around(id, [stretch]);
    const body = { article: known.article, kind, tone: "literal", speaker: null, note: "", segments: [known.model.toSegment(stretch)], parent };
    this.#send({ object, act: "create", body, after: parent ? [`quotes/${parent}`] : [] });
    this.#record(object, null, known.outbox.view(object));
    sheet.focus(id, { scroll: false });
  }

  /** A suggested quote becomes one's own. @param {import("../core/suggestions.js").Suggestion} suggestion */
  accept({ segments, kind, speaker }) {
    const { known, sheet } = this;
    const who = speaker ? speaker.id ?? this.#speaker(speaker.name) : null;
    const id = crypto.randomUUID();
    const object = `quotes/${id}`;
    const body = { article: known.article, kind, tone: "literal", speaker: who, note: "", origin: "suggestion", segments: segments.map(({ start, end, exact }) => ({ start, end, exact })) };
    this.#send({ object, act: "create", body, after: who ? [`speakers/${who}`] : [] });
    this.#record(object, null, known.outbox.view(object));
    sheet.focus(id, { scroll: false });
  }

  /** @param {string} id @param {Partial<Quote>} patch */
  change(id, patch) {
    const q = this.known.quote(id);
    if (!q || !Object.keys(difference(q, patch)).length) return;
    const after = { ...q, ...patch };
    const spans = patch.kind || patch.segments ? this.known.spansOf(after) : [];
    if (spans.length && q.author.id === this.sheet.me && this.#has(after.kind, spans, id)) return;
    this.#own(`quotes/${id}`, after);
  }

  /** @param {string} id */
  remove(id) {
    const { order } = this.known;
    const [claim] = this.known.claimsOf(id);
    if (claim) return this.status.tell(`This quote is in a claim. Take it out first: “${claim.text}”`);
    const at = order.position(id);
    this.#own(`quotes/${id}`, null);
    this.status.tell("Quote deleted.", "Undo", () => this.undo());
    this.sheet.focus(order.ids[at] ?? order.ids[at - 1] ?? null, { scroll: false });
  }

  /** Words become one more segment of the current quote. @param {Stretch|null} stretch @returns {boolean} whether they did */
  extend(stretch) {
    const q = this.known.quote(this.sheet.current);
    if (!q || !stretch) return this.status.tell("Select the words to add first."), false;
    const spans = [...this.known.spansOf(q), stretch].sort((a, b) => a.from - b.from);
    if (spans.some((s, i) => i > 0 && s.from < spans[i - 1].to)) return this.status.tell("The quote already has some of these words."), false;
    this.change(q.id, { segments: spans.map((s) => this.known.model.toSegment(s)) });
    this.status.say("Words added to the quote.");
    return true;
  }

  /** The id of the speaker of that name, made if need be. @param {string} name @returns {string|null} */
  #speaker(name) {
    if (!name) return null;
    const known = named(this.known.views("speakers/"), name);
    if (known) return known.id;
    const id = crypto.randomUUID();
    this.#send({ object: `speakers/${id}`, act: "create", body: { project: this.project, name } });
    return id;
  }

  /** @param {string} id @param {string} name */
  setSpeaker(id, name) {
    this.change(id, { speaker: this.#speaker(name) });
  }

  /** A claim of a quote. @param {string} id @param {string} text @param {string} speaker */
  make(id, text, speaker) {
    const object = `claims/${crypto.randomUUID()}`;
    const who = this.#speaker(speaker);
    const body = { project: this.project, text, quotes: [id], ...(who && { speaker: who }) };
    this.#send({ object, act: "create", body, after: [`quotes/${id}`, ...(who ? [`speakers/${who}`] : [])] });
    this.#record(object, null, this.known.outbox.view(object));
    this.status.tell("Claim made.", "Undo", () => this.undo());
  }

  /** @param {string} id @param {string} claim @param {import("../core/types.js").Claim} [found] the claim, if it is of another article */
  join(id, claim, found) {
    if (found && !this.known.outbox.view(`claims/${claim}`)) this.known.outbox.receive(`claims/${claim}`, found);
    const now = this.known.outbox.view(`claims/${claim}`);
    if (!now) return this.status.tell("That claim is not there any more: somebody deleted it.");
    this.#own(`claims/${claim}`, { ...now, quotes: [...now.quotes, id] });
    this.status.tell("Quote added to the claim.", "Undo", () => this.undo());
  }

  /** @param {string} id @param {string} claim */
  leave(id, claim) {
    const now = this.known.outbox.view(`claims/${claim}`);
    this.#own(`claims/${claim}`, { ...now, quotes: now.quotes.filter((/** @type {string} */ q) => q !== id) });
    this.status.tell("The quote is out of the claim.", "Undo", () => this.undo());
  }

  /** @param {import("../core/outbox.js").Entry} entry */
  discard(entry) {
    this.history.forget(entry.object);
    this.sync.discard(entry);
  }

  undo() {
    this.#take(this.history.undo(), "undo");
  }

  redo() {
    this.#take(this.history.redo(), "redo");
  }

  /** @param {import("../core/history.js").Step|null} step @param {"undo"|"redo"} word */
  #take(step, word) {
    const { known, status } = this;
    status.hide();
    if (!step) return status.tell(`Nothing to ${word}.`);
    const { object, before, after } = step;
    const [collection, id] = object.split("/");
    const stuck = known.outbox.pending(object).find((e) => e.state === "stuck");
    if (stuck) return this.discard(stuck), status.tell("The edit that was refused is withdrawn.");
    if (Boolean(known.outbox.view(object)) !== Boolean(before)) { // by another tab, or with what it was made from
      this.history.forget(object);
      return status.tell(`That ${collection.slice(0, -1)} is ${before ? "not there any more" : "there again"} by now. There is nothing to ${word}.`);
    }
    const stays = after ? "" : collection === "claims" ? this.#judged(object) : known.claimsOf(id).length ? "This quote is in a claim by now. Take it out of the claim first." : "";
    if (stays) return this.history.stay(word), status.tell(stays);
    this.#turn(object, before, after);
    this.sheet.focus(collection === "quotes" ? id : (after ?? before)?.quotes[0] ?? null);
    status.say(word === "undo" ? "Undone." : "Done again.");
  }

  /** Why a claim stays; "" for a draft. @param {string} object */
  #judged(object) {
    const claim = this.known.outbox.view(object);
    return claim && claim.state !== "draft" ? `The claim “${claim.text}” is ${claim.state.replace("_", " ")} by now, and stays.` : "";
  }

  /** The article is done, or open again. @param {"done"|"annotating"} [to] left out: the other of the two */
  done(to) {
    const { outbox, article } = this.known;
    const object = `articles/${article}`;
    const state = to ?? (outbox.view(object)?.state === "done" ? "annotating" : "done");
    const before = outbox.entries.filter((e) => e.article === article);
    this.#send({ object, act: "change", latest: true, body: { state }, after: before.map((e) => e.object) });
    this.status.tell(state === "done" ? "The article is done. What is not marked counts as passed over." : "The article is open again.", "Undo", () => this.done(state === "done" ? "annotating" : "done"));
  }
}

/** A list with what went from one to the other exchanged in it; what others put there meanwhile stays. @param {string[]} now @param {string[]} before @param {string[]} after */
function exchanged(now, before, after) {
  const kept = now.filter((id) => after.includes(id) || !before.includes(id));
  return [...kept, ...after.filter((id) => !before.includes(id) && !kept.includes(id))];
}
