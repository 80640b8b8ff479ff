/**
 * What others do to the article, while one has it open: their quotes, claims and speakers come in by the change feed, and who is
 * here is said every few seconds. Nothing under one's hands is touched: the outbox lays one's own unsent edits over whatever
 * comes, and what is being typed keeps the version it was begun upon. Loaded once the page is there.
 */
import { latest, pathOf, told } from "../core/news.js";
import { find, h } from "../dom/h.js";
import { send } from "../net/api.js";
import { Feed } from "../net/feed.js";
import { showLost, showPeople } from "../ui/here.js";

/** @typedef {import("../core/types.js").Row} Row */

/** More than this at once is drawn as a whole. */
const MANY = 40;
const SAY_EVERY = 5_000;

export class Live {
  /**
   * @param {import("./known.js").Known} known @param {import("./sheet.js").Sheet} sheet
   * @param {import("../ui/status.js").Status} status @param {(object: string) => void} forget it is not there to undo any more
   */
  constructor(known, sheet, status, forget) {
    const { api = "", cursor = "" } = sheet.page.dataset;
    this.known = known;
    this.sheet = sheet;
    this.status = status;
    this.forget = forget;
    this.place = `${api}articles/${known.article}/`;
    this.here = find("#here");
    this.lastSaid = -SAY_EVERY;
    /** What waits until somebody has finished typing, by object. @type {Map<string, Row>} */
    this.held = new Map();
    this.feed = new Feed(`${this.place}changes/`, cursor, { rows: (rows) => this.take(rows), state: (state) => this.#state(state) });
    this.feed.look();
  }

  /** @param {Row[]} rows */
  async take(rows) {
    const { known, sheet } = this;
    const news = latest([...this.held.values(), ...rows]).filter((row) => this.#isNews(row));
    this.held.clear();
    const now = news.filter((row) => !this.#holds(row));
    await this.#fade(now.filter((row) => row.object_type === "quote" && !row.object));
    const current = sheet.current;
    const fresh = now.filter((row) => row.object_type === "quote" && row.object && !known.outbox.objects.has(pathOf(row)));
    for (const row of now) {
      known.outbox.receive(pathOf(row), row.object_type === "article" ? this.#article(row) : row.object, row.version);
      if (!row.object) this.forget(pathOf(row));
    }
    if (now.length > MANY) sheet.all();
    else for (const row of now) sheet.changed(pathOf(row));
    for (const row of fresh) sheet.margin.cards.get(row.object_id)?.element.classList.add("is-new");
    this.#tell(now, current);
  }

  /** Whether it is not known already: one's own edits come back by the feed as well. @param {Row} row */
  #isNews(row) {
    const known = this.known.outbox.objects.get(pathOf(row));
    return row.object ? !known || known.version < row.object.version : Boolean(known) && known.version <= row.version;
  }

  /** Whether it has to wait for somebody who is typing. @param {Row} row */
  #holds(row) {
    const fields = this.sheet.margin.cards.get(row.object_id)?.fields;
    if (!fields || !(row.object ? fields.isTyping() : fields.isBusy())) return false;
    if (!row.object && !this.held.has(pathOf(row))) this.status.say(`${row.actor?.name ?? "Somebody"} deleted this quote. It stays until you have finished.`);
    this.held.set(pathOf(row), row);
    return true;
  }

  /** Cards of what is gone leave gently. @param {Row[]} rows */
  async #fade(rows) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches || document.hidden) return;
    const cards = rows.flatMap((row) => this.sheet.margin.cards.get(row.object_id)?.element ?? []);
    await Promise.all(cards.map((card) => card.animate({ opacity: 0 }, { duration: 250, fill: "forwards" }).finished.catch(() => {})));
  }

  /** Of the article only what the page shows of it. @param {Row} row */
  #article({ object: { id, state, version, revision }, actor }) {
    const { page, me } = this.sheet;
    const before = this.known.outbox.objects.get(`articles/${id}`)?.state;
    if (before !== state && actor?.id !== me) this.status.tell(`${actor?.name ?? "Somebody"} ${state === "done" ? "marked the article done" : `set the article to ${state}`}.`);
    if (revision.number > Number(page.dataset.revision) && !page.querySelector("#corrected")) {
      find(".margin").prepend(h("div", { class: "notice notice-warn", id: "corrected", role: "status" },
        h("p", {}, "The publisher’s correction is in: this page shows the text before it. What you have not sent is kept."),
        h("p", { class: "actions" }, h("button", { type: "button", class: "button button-small", onclick: () => location.reload() }, "Load the new text"))));
    }
    return { id, state, version };
  }

  /** @param {Row[]} rows @param {string|null} current the quote one was at */
  #tell(rows, current) {
    const at = rows.find((row) => row.object_id === current && row.actor?.id !== this.sheet.me);
    const who = at?.actor?.name ?? "Somebody";
    const rest = told(rows.filter((row) => row !== at), this.sheet.me);
    if (at && !at.object) this.status.tell(`${who} deleted the quote you were at. ${rest}`);
    else if (at || rest) this.status.say([at && `${who} changed this quote.`, rest].filter(Boolean).join(" "));
  }

  /** @param {import("../net/feed.js").State} state */
  async #state(state) {
    this.here.dataset.live = state;
    if (state !== "live") {
      this.lastSaid = -SAY_EVERY;
      return showLost(this.here, state);
    }
    if (document.hidden || performance.now() - this.lastSaid < SAY_EVERY) return;
    this.lastSaid = performance.now();
    const { people } = await send("POST", `${this.place}presence/`, { body: {} }).catch(() => ({ people: [] }));
    showPeople(this.here, people);
  }
}
