/**
 * Edits on their way to the server, and what the person sees meanwhile. Pure: it neither stores nor sends.
 *
 * An object is named by its path in the API, "quotes/<id>". Its edits leave one at a time, in order; an edit may also wait
 * for other objects (`after`: a claim for its quotes). Edits of different objects do not wait for each other, so one that
 * needs a person holds up nothing else.
 *
 * `base` is the version an edit was made upon, and is sent as If-Match. An edit made upon an unsent one has none (null)
 * until that one is answered: if somebody else got in between, it is refused rather than laid over their words.
 *
 * Tabs of one browser share it (net/tabs.js): each holds the whole of it, one sends, and `hear` takes what the others did.
 *
 * @typedef {"create"|"change"|"delete"|"restore"} Act
 * @typedef {{status: number, title: string, detail: string, errors: {pointer: string, detail: string}[], current?: any}} Problem
 * `latest` is for an edit that is true whatever else changed (an article is done): it takes the version it finds.
 *
 * `under` is the address an object has its place under: "claims/<id>/" for a verdict.
 *
 * @typedef {{object: string, act: Act, body?: Record<string, any>, after?: string[], article?: string, latest?: boolean, under?: string}} Edit
 * @typedef {{key: string, seq: number, by: string, article: string, object: string, act: Act, body: Record<string, any>,
 *   after: string[], base: number|null, upon: string|null, latest: boolean, under?: string, tries: number, state: "waiting"|"stuck", problem?: Problem}} Entry
 *   `upon` is the key of the edit it was made upon, while `base` is not known.
 *
 * @typedef {{put?: Entry[], remove?: string[], received?: [string, any, number?][], answered?: [string, number][], merged?: [string, string][]}} News
 *   what became of entries, what the server said of objects, which version each sent entry made, and what was there already
 */

export class Outbox {
  /** @param {string} by id of the person whose edits these are */
  constructor(by) {
    this.by = by;
    /** What a new object has before the server says so. @type {Record<string, any>} */
    this.defaults = {};
    /** @type {Entry[]} */
    this.entries = [];
    /** What the server last said, by object. @type {Map<string, any>} */
    this.objects = new Map();
    /** Versions at which objects were deleted: whatever is older is late. @type {Map<string, number>} */
    this.gone = new Map();
    /** Keys of entries that are done with, and the version each made. @type {Map<string, number>} */
    this.done = new Map();
    /** Speakers and quotes that were there already: which of them the id meant for a new one stands for. @type {Map<string, string>} */
    this.merged = new Map();
  }

  /** Takes back what an earlier visit, or another tab, left behind. @param {Entry[]} entries @param {boolean} [over] even what is known of here */
  recover(entries, over = false) {
    const known = new Set(over ? [] : this.entries.map((e) => e.key));
    this.#put(entries.filter((e) => !known.has(e.key)));
  }

  /** @param {Entry[]} entries of any tab, in whatever order they come */
  #put(entries) {
    for (const entry of entries) {
      if (entry.by !== this.by || this.done.has(entry.key)) continue;
      const own = this.entries.find((e) => e.key === entry.key);
      if (own && own.tries > entry.tries) continue; // told late
      if (own) delete own.problem, Object.assign(own, entry);
      else this.entries.push(entry);
    }
    this.entries.sort((a, b) => a.seq - b.seq || (a.key < b.key ? -1 : 1));
    for (const entry of this.entries) {
      if (entry.base === null && entry.upon && this.pending(entry.object)[0] === entry) entry.base = this.done.get(entry.upon) || null;
    }
  }

  /** What another tab did. @param {News} news @returns {string[]} the objects that may look different */
  hear({ put = [], remove = [], received = [], answered = [], merged = [] }) {
    const objects = [...put, ...this.entries.filter((e) => remove.includes(e.key))].map((e) => e.object);
    for (const key of remove) this.done.set(key, 0);
    for (const [key, version] of answered) this.done.set(key, version);
    for (const [id, other] of merged) this.merged.set(id, other);
    this.entries = this.entries.filter((e) => !remove.includes(e.key));
    this.#put(put);
    for (const [object, value, version] of received) this.receive(object, value, version);
    return [...new Set([...objects, ...received.map(([object]) => object)])];
  }

  /**
   * @param {Edit} edit @param {string} key the idempotency key, if a new entry is made
   * @param {{grow?: boolean, now?: number}} [how] grow: nobody else can be sending meanwhile; now: orders the edits of several tabs
   * @returns {Entry} new, or the last one of this object grown, when that was never sent
   */
  add({ object, act, body = {}, after = [], article = "", latest = false, under = "" }, key, { grow = true, now = 0 } = {}) {
    if (this.merged.has(body.speaker)) body = { ...body, speaker: this.merged.get(body.speaker) };
    const last = this.pending(object).at(-1);
    const unsent = grow && act === "change" && last && (last.act === "change" || last.act === "create") && !last.tries && last.state === "waiting";
    // It keeps its place in the order, so it takes on nothing that needs what was made after it.
    if (unsent && !this.entries.some((e) => e.seq > last.seq && after.includes(e.object))) {
      Object.assign(last.body, body);
      last.after = [...new Set([...last.after, ...after])];
      return last;
    }
    const base = last || latest || act === "create" || act === "restore" ? null : this.objects.get(object)?.version ?? 0;
    const seq = Math.max((this.entries.at(-1)?.seq ?? 0) + 1, now);
    const upon = base === null ? last?.key ?? null : null;
    /** @type {Entry} */
    const entry = { key, seq, by: this.by, article, object, act, body, after, base, upon, latest, under, tries: 0, state: "waiting" };
    this.entries.push(entry);
    return entry;
  }

  /** Unsent edits of an object, oldest first. @param {string} object */
  pending(object) {
    return this.entries.filter((e) => e.object === object);
  }

  /** The edit to send now. @returns {Entry|null} */
  next() {
    const busy = new Set();
    for (const entry of this.entries) {
      if (entry.state === "waiting" && ![entry.object, ...entry.after].some((o) => busy.has(o))) return entry;
      busy.add(entry.object);
    }
    return null;
  }

  /**
   * The server has it.
   * @param {Entry} entry @param {any} answer the object as it is now; null when deleted
   * @returns {Entry|null} an edit that was waiting for this version, to be stored again
   */
  sent(entry, answer) {
    this.entries = this.entries.filter((e) => e.key !== entry.key);
    this.done.set(entry.key, answer?.version ?? 0);
    this.receive(entry.object, answer, versionMade(entry, answer));
    const next = this.pending(entry.object)[0];
    if (!next || next.base !== null || !answer) return null;
    next.base = answer.version;
    return next;
  }

  /**
   * The newest wins, whatever order answers come in.
   * @param {string} object @param {any} value null when deleted @param {number} [version]
   */
  receive(object, value, version = value ? value.version : (this.objects.get(object)?.version ?? 0) + 1) {
    if (version < (this.objects.get(object)?.version ?? 0) || version <= (this.gone.get(object) ?? 0)) return;
    if (value) return this.objects.set(object, value);
    this.objects.delete(object);
    this.gone.set(object, version);
  }

  /** @param {Entry} entry @param {Problem} problem */
  refuse(entry, problem) {
    entry.state = "stuck";
    entry.problem = problem;
    if (problem.current?.version && entry.object.endsWith(problem.current.id)) this.receive(entry.object, problem.current);
  }

  /** The person wants it sent after all, over what is there now, as a new request. @param {Entry} entry @param {string} key */
  insist(entry, key) {
    this.done.set(entry.key, 0);
    entry.key = key;
    entry.state = "waiting";
    entry.tries = 0;
    delete entry.problem;
    if (entry.act === "change" || entry.act === "delete") entry.base = this.objects.get(entry.object)?.version ?? 0;
    return entry;
  }

  /**
   * Drops an edit and what was made upon it: later edits of the object. Whatever was to name a thing that is now never made does
   * without it.
   * @param {Entry} entry @returns {{gone: Entry[], freed: Entry[]}} freed: to be stored again
   */
  discard(entry) {
    const gone = this.entries.filter((e) => e.seq >= entry.seq && e.object === entry.object);
    if (entry.act === "create" || entry.act === "restore") gone.push(...this.#madeOnlyOf(entry.object));
    this.entries = this.entries.filter((e) => !gone.includes(e));
    for (const e of gone) this.done.set(e.key, 0);
    return { gone, freed: entry.act === "create" || entry.act === "restore" ? this.#rename(entry.object, null) : [] };
  }

  /** Edits of claims that are to be made of this quote and of no other. @param {string} object */
  #madeOnlyOf(object) {
    const only = (/** @type {string[]} */ quotes = []) => quotes.length > 0 && quotes.every((id) => `quotes/${id}` === object);
    const made = this.entries.filter((e) => e.object.startsWith("claims/") && e.act !== "change" && only(e.body.quotes));
    return this.entries.filter((e) => made.some((one) => one.object === e.object && one.seq <= e.seq));
  }

  /**
   * Unsent edits that name an object name another instead.
   * @param {string} object @param {string|null} id of the other one; null for none @returns {Entry[]} those that did
   */
  #rename(object, id) {
    const [collection, old] = object.split("/");
    const named = this.entries.filter((e) => e.after.includes(object));
    for (const entry of named) {
      const { body } = entry;
      entry.after = entry.after.filter((other) => other !== object);
      if (collection === "speakers" && body.speaker === old) body.speaker = id;
      if (collection === "quotes" && body.parent === old) body.parent = id;
      if (collection === "quotes" && body.quotes) body.quotes = [...new Set(body.quotes.flatMap((/** @type {string} */ quote) => (quote === old ? id ?? [] : quote)))];
    }
    return named;
  }

  /**
   * What was to be made is there already: that one is meant.
   * @param {Entry} entry @param {any} other @returns {Entry[]} edits that named it, to be stored again
   */
  merge(entry, other) {
    const [collection, id] = entry.object.split("/");
    this.entries = this.entries.filter((e) => e.object !== entry.object);
    this.done.set(entry.key, 0);
    this.merged.set(id, other.id);
    this.receive(`${collection}/${other.id}`, other);
    return this.#rename(entry.object, other.id);
  }

  /** The object as its editor sees it: the server's, with the unsent edits laid over. @param {string} object @returns {any} */
  view(object) {
    let value = this.objects.get(object) ?? null;
    const id = object.slice(object.indexOf("/") + 1);
    for (const { act, body, state } of this.pending(object)) {
      if (act === "delete") value = state === "stuck" ? value : null;
      else if (act === "change") value = value && { ...value, ...body };
      else value = { id, ...this.defaults[object.slice(0, -id.length)], ...value, ...body, version: value?.version ?? 0 };
    }
    return value;
  }

  /** Every object of a collection as its editor sees it. @param {string} collection "quotes/" @returns {any[]} */
  views(collection) {
    const edited = new Set(this.entries.map((e) => e.object));
    const views = [];
    for (const [name, value] of this.objects) if (name.startsWith(collection)) views.push(edited.delete(name) ? this.view(name) : value);
    for (const name of edited) if (name.startsWith(collection)) views.push(this.view(name));
    return views.filter(Boolean);
  }
}

/** The version a sent edit made. @param {Entry} entry @param {any} answer the object; null when deleted */
export function versionMade(entry, answer) {
  return answer ? answer.version : (entry.base ?? 0) + 1;
}
