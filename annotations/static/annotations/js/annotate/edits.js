/**
 * One's own edits: each is recorded for undo and handed to the outbox. Nothing here draws; what changed is drawn when the outbox
 * says so.
 */
import { History, difference } from "../core/history.js";

/** @typedef {import("../core/types.js").Quote} Quote */
/** @typedef {import("../core/types.js").Kind} Kind */
/** @typedef {import("../core/types.js").Stretch} Stretch */

const EDITABLE = ["kind", "tone", "speaker", "note", "segments"];

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

  /** From one state of a quote to another, by whatever it takes. @param {string} object @param {any} before @param {any} after */
  #turn(object, before, after) {
    if (!after) return this.#send({ object, act: "delete" });
    if (!before) return this.#send({ object, act: "restore", body: after });
    const body = difference(before, Object.fromEntries(EDITABLE.map((name) => [name, after[name]])));
    if (body.segments) body.segments = body.segments.map((/** @type {any} */ { start, end, exact }) => ({ start, end, exact }));
    return this.#send({ object, act: "change", body, after: body.speaker ? [`speakers/${body.speaker}`] : [] });
  }

  /** @param {string} object @param {any} after null deletes */
  #own(object, after) {
    const before = this.known.outbox.view(object);
    this.history.record(object, before, after);
    this.#turn(object, before, after);
  }

  /** @param {Stretch} stretch @param {Kind} kind */
  create(stretch, kind) {
    const { known, sheet } = this;
    const same = sheet.paint.index.query(stretch.from, stretch.to).find((s) => s.kind === kind && s.from === stretch.from && s.to === stretch.to
      && known.quote(s.id)?.author.id === sheet.me && known.quote(s.id)?.segments.length === 1);
    if (same) {
      sheet.focus(same.id, { scroll: false });
      return this.status.tell("You have marked these words already.");
    }
    const id = crypto.randomUUID();
    const object = `quotes/${id}`;
    this.#send({ object, act: "create", body: { article: known.article, kind, tone: "literal", speaker: null, note: "", segments: [known.model.toSegment(stretch)] } });
    this.history.record(object, null, known.outbox.view(object));
    sheet.focus(id, { scroll: false });
  }

  /** @param {string} id @param {Partial<Quote>} patch */
  change(id, patch) {
    const q = this.known.quote(id);
    if (q && Object.keys(difference(q, patch)).length) this.#own(`quotes/${id}`, { ...q, ...patch });
  }

  /** @param {string} id */
  remove(id) {
    const { order } = this.known;
    const [claim] = this.known.claimsOf(id);
    if (claim) return this.status.tell(`This quote is in the claim “${claim.text}”. Take it out of the claim first.`);
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

  /** The id of the speaker of that name, made if need be. @param {string} name @returns {Promise<string|null>} */
  async #speaker(name) {
    if (!name) return null;
    const { named } = await import("../core/names.js");
    const known = named(this.known.views("speakers/"), name);
    if (known) return known.id;
    const id = crypto.randomUUID();
    this.#send({ object: `speakers/${id}`, act: "create", body: { project: this.project, name } });
    return id;
  }

  /** @param {string} id @param {string} name */
  async setSpeaker(id, name) {
    this.change(id, { speaker: await this.#speaker(name) });
  }

  /** A claim of a quote. @param {string} id @param {string} text @param {string} speaker */
  async make(id, text, speaker) {
    const claim = crypto.randomUUID();
    const who = await this.#speaker(speaker);
    const body = { project: this.project, text, quotes: [id], ...(who && { speaker: who }) };
    this.#send({ object: `claims/${claim}`, act: "create", body, after: [`quotes/${id}`, ...(who ? [`speakers/${who}`] : [])] });
    this.status.tell("Claim made.");
  }

  /** @param {string} id @param {string} claim */
  join(id, claim) {
    const quotes = [...(this.known.outbox.view(`claims/${claim}`)?.quotes ?? []), id];
    this.#send({ object: `claims/${claim}`, act: "change", body: { quotes }, after: [`quotes/${id}`] });
    this.status.tell("Quote added to the claim.");
  }

  /** @param {string} id @param {string} claim */
  leave(id, claim) {
    const quotes = this.known.outbox.view(`claims/${claim}`).quotes.filter((/** @type {string} */ q) => q !== id);
    this.#send({ object: `claims/${claim}`, act: "change", body: { quotes } });
    this.status.tell("The quote is out of the claim.", "Undo", () => this.join(id, claim));
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

  /** @param {import("../core/history.js").Step|null} step @param {string} word */
  #take(step, word) {
    if (!step) return this.status.tell(`Nothing to ${word}.`);
    const id = step.object.slice(7);
    const stuck = this.known.outbox.pending(step.object).find((e) => e.state === "stuck");
    if (stuck) return this.discard(stuck), this.status.tell("The edit that was refused is withdrawn.");
    if (!step.after && this.known.claimsOf(id).length) return this.history.redo(), this.remove(id);
    this.#turn(step.object, step.before, step.after);
    this.sheet.focus(id);
    this.status.say(word === "undo" ? "Undone." : "Done again.");
  }

  /** The article is done, or open again. */
  done() {
    const { outbox, article } = this.known;
    const object = `articles/${article}`;
    const state = outbox.view(object)?.state === "done" ? "annotating" : "done";
    this.#send({ object, act: "change", latest: true, body: { state }, after: outbox.entries.map((e) => e.object) });
    this.status.tell(state === "done" ? "The article is done. What is not marked counts as passed over." : "The article is open again.", "Undo", () => this.done());
  }
}
