/**
 * Carries the outbox to the server: shelf first, then the API, one edit at a time, for as long as it takes. Trouble on the
 * way (no network, a server that is down) is tried again with the same key; a "no" waits for a person. Of several tabs one does
 * so; the others see what it does, and hand it their edits.
 *
 * @typedef {"saved"|"saving"|"waiting"|"sign-in"} Phase
 */
import { named } from "../core/names.js";
import { versionMade } from "../core/outbox.js";
import { Refusal, Unreachable, all, send } from "./api.js";
import { Tabs } from "./tabs.js";

/** @typedef {import("../core/outbox.js").Entry} Entry */
/** @typedef {import("../core/outbox.js").Edit} Edit */

/** A server that fails like this on one edit may take the next: it must not hold up the rest for ever. */
const BUG = 500;
const BUG_TRIES = 3;
const METHOD = { create: "POST", change: "PATCH", delete: "DELETE", restore: "POST" };

export class Sync {
  /**
   * @param {import("../core/outbox.js").Outbox} outbox
   * @param {import("./store.js").Store} store
   * @param {string} api "/api/v1/"
   * @param {(object: string) => void} onchange an object looks different now
   */
  constructor(outbox, store, api, onchange) {
    this.outbox = outbox;
    this.store = store;
    this.api = api;
    this.onchange = onchange;
    /** @type {Phase} */
    this.phase = "saved";
    /** Why it waits. */
    this.reason = "";
    this.running = false;
    /** Somebody wanted it sent while a request was under way, which may fail for what is over now. */
    this.asked = false;
    this.failures = 0;
    /** How often the server failed on an edit, by its key: going unheard is none of its failures. @type {Map<string, number>} */
    this.bugs = new Map();
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
    /** Whether what an earlier visit left is here. */
    this.recovered = false;
    this.tabs = new Tabs(`factcheck outbox ${outbox.by}`, { hear: (news) => this.#hear(news), lead: () => this.recovered && this.recover(true) });
    addEventListener("online", () => this.kick());
    document.addEventListener("visibilitychange", () => document.hidden || this.kick());
    addEventListener("beforeunload", (event) => {
      if (this.outbox.entries.length && (!this.store.safe || this.store.writing)) event.preventDefault();
    });
  }

  /** Takes up what an earlier visit could not send, or the tab that sent until now. @param {boolean} [over] see Outbox.recover */
  async recover(over = false) {
    this.recovered = false;
    this.outbox.recover(await this.store.load(), over);
    this.recovered = true;
    for (const { object } of this.outbox.entries) this.onchange(object);
    this.kick();
  }

  /** Keeps what happened, and tells the other tabs. @param {import("../core/outbox.js").News} news */
  async #keep(news) {
    await this.store.apply(news);
    this.tabs.tell(news);
  }

  /** @param {import("../core/outbox.js").News & {phase?: Phase, reason?: string, kick?: boolean}} news of another tab */
  #hear({ phase, reason = "", kick, ...news }) {
    if (phase && !this.tabs.leading) Object.assign(this, { phase, reason });
    for (const object of this.outbox.hear(news)) this.onchange(object);
    if (phase) this.onchange("");
    else if (this.tabs.leading && (news.put || kick)) this.kick();
  }

  /** @param {Phase} phase @param {string} [reason] */
  #say(phase, reason = "") {
    this.phase = phase;
    this.reason = reason;
    this.tabs.tell({ phase, reason });
  }

  /** @param {Edit} edit */
  async add(edit) {
    const entry = this.outbox.add(edit, crypto.randomUUID(), { grow: this.tabs.leading && this.recovered, now: Date.now() });
    this.onchange(edit.object);
    await this.#keep({ put: [entry] });
    this.kick();
  }

  /** @param {Entry} entry */
  async discard(entry) {
    const { gone, freed } = this.outbox.discard(entry);
    for (const { object } of [entry, ...freed]) this.onchange(object);
    await this.#keep({ remove: gone.map((e) => e.key), put: freed });
    this.kick();
  }

  /** @param {Entry} entry */
  async insist(entry) {
    const old = entry.key;
    this.outbox.insist(entry, crypto.randomUUID());
    this.onchange(entry.object);
    await this.#keep({ put: [entry], remove: [old] });
    this.kick();
  }

  kick() {
    clearTimeout(this.timer);
    if (!this.tabs.leading) return this.tabs.tell({ kick: true });
    this.asked = true;
    if (!this.running && this.recovered) this.#run();
  }

  async #run() {
    this.running = true;
    try {
      for (let entry = this.outbox.next(); entry; entry = this.outbox.next()) {
        this.asked = false;
        this.#say("saving");
        this.onchange(entry.object);
        if (!(await this.#send(entry)) && !this.asked) return;
      }
      this.#say("saved");
    } finally {
      this.running = false;
      this.onchange("");
    }
  }

  /** @param {Entry} entry @returns {Promise<boolean>} whether to go on with the next */
  async #send(entry) {
    const { object, act, key, body, under = "" } = entry;
    const collection = object.slice(0, object.indexOf("/") + 1);
    const path = this.api + under + (act === "create" ? collection : act === "restore" ? `${object}/restore/` : `${object}/`);
    const id = object.slice(collection.length);
    entry.tries++;
    await this.#keep({ put: [entry] });
    try {
      if (entry.latest) {
        this.outbox.receive(object, await send("GET", path));
        entry.base = this.outbox.objects.get(object).version;
      }
      const answer = (await this.#namesake(entry)) ?? await send(METHOD[act], path, {
        key,
        body: act === "create" ? { id, ...body } : act === "change" ? body : act === "restore" ? {} : undefined,
        version: act === "change" || act === "delete" ? entry.base ?? 0 : null,
      }).catch((trouble) => this.#there(entry, trouble));
      this.failures = 0;
      if (act === "create" && answer.id !== id) {
        const put = this.outbox.merge(entry, answer);
        const there = collection + answer.id;
        for (const name of [there, object, ...put.map((e) => e.object)]) this.onchange(name);
        await this.#keep({ remove: [key], put, received: [[there, answer]], merged: [[id, answer.id]] });
        return true;
      }
      const next = this.outbox.sent(entry, answer);
      await this.#keep({ remove: [key], put: next ? [next] : [], received: [[object, answer, versionMade(entry, answer)]], answered: [[key, answer?.version ?? 0]] });
    } catch (trouble) {
      if (trouble instanceof Unreachable && (trouble.status !== BUG || this.#bug(key) < BUG_TRIES)) return this.#wait("waiting", trouble.message);
      if (!(trouble instanceof Refusal || trouble instanceof Unreachable)) throw trouble;
      if (trouble.status === 401) return this.#wait("sign-in", trouble.message);
      if (!this.outbox.entries.includes(entry)) return true; // withdrawn meanwhile
      if (entry.latest && trouble.status === 412) return true; // changed between the question and the answer: asked again
      this.outbox.refuse(entry, trouble instanceof Refusal ? trouble.problem : { status: BUG, title: "", detail: trouble.message, errors: [] });
      await this.#keep({ put: [entry], received: this.outbox.objects.has(object) ? [[object, this.outbox.objects.get(object)]] : [] });
    }
    this.onchange(object);
    return true;
  }

  /** @param {string} key @returns {number} how often so far */
  #bug(key) {
    const times = (this.bugs.get(key) ?? 0) + 1;
    this.bugs.set(key, times);
    return times;
  }

  /**
   * The speaker of that name, however it is typed, where a new one was to be made before it was known who is there.
   * @param {Entry} entry @returns {Promise<any>} none for any other edit
   */
  async #namesake({ object, act, body }) {
    if (act !== "create" || !object.startsWith("speakers/")) return undefined;
    return named(await all(`${this.api}speakers/?project=${encodeURIComponent(body.project)}&limit=500`), body.name);
  }

  /**
   * What was to be made has been made meanwhile: that speaker, or one's own quote of these words in another tab or on another device.
   * @param {Entry} entry @param {any} trouble @returns {Promise<any>} that one
   */
  async #there(entry, trouble) {
    const { object, act, body } = entry;
    if (trouble.status !== 409 || act !== "create") throw trouble;
    let there = await this.#namesake(entry);
    if (object.startsWith("quotes/")) {
      const quotes = await all(`${this.api}quotes/?article=${body.article}&limit=500`);
      there = quotes.find((quote) => quote.author.id === this.outbox.by && isSame(body, quote));
    }
    if (!there || this.outbox.pending(object).length > 1) throw trouble; // it has been changed, and is no longer that one
    return there;
  }

  /** @param {Phase} phase @param {string} reason */
  #wait(phase, reason) {
    this.#say(phase, reason);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.kick(), Math.min(30_000, 500 * 2 ** this.failures++));
    return false;
  }
}

/** Would making this quote say nothing that the other does not say? @param {any} body @param {any} quote */
function isSame(body, quote) {
  const place = (/** @type {any} */ { segments }) => JSON.stringify(segments.map((/** @type {any} */ { start, end }) => [start, end]));
  return body.kind === quote.kind && place(body) === place(quote) && ["tone", "speaker", "note"].every((name) => !body[name] || body[name] === quote[name]);
}
