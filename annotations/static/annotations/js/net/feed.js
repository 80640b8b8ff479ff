/**
 * Follows a change feed from a cursor: often while someone looks at the page, seldom while nobody does, ever more seldom while
 * nobody answers.
 *
 * @typedef {import("../core/types.js").Row} Row
 * @typedef {"live"|"lost"|"signed-out"|"over"} State  over: this cursor leads nowhere any more
 */
import { Refusal, send } from "./api.js";

const ROWS = 200;
const IDLE_AFTER = 120_000;

/** How long to wait before asking again, in milliseconds. @param {{hidden: boolean, idle: boolean, failures: number}} how */
export function pause({ hidden, idle, failures }) {
  const pace = hidden ? 60_000 : idle ? 15_000 : 3_000;
  return Math.max(pace, failures ? Math.min(60_000, 3_000 * 2 ** failures) : 0);
}

export class Feed {
  /**
   * @param {string} url @param {string} cursor
   * @param {{rows: (rows: Row[]) => Promise<void>|void, state: (state: State) => void}} on `state` after every look
   */
  constructor(url, cursor, on) {
    this.url = url;
    this.cursor = cursor;
    this.on = on;
    this.failures = 0;
    this.asking = false;
    this.over = false;
    this.active = performance.now();
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
    const stir = () => {
      const idle = this.idle;
      this.active = performance.now();
      if (idle) this.look();
    };
    for (const sign of ["pointermove", "keydown", "scroll"]) addEventListener(sign, stir, { passive: true });
    document.addEventListener("visibilitychange", () => document.hidden || this.look());
    addEventListener("online", () => this.look());
    addEventListener("pageshow", (event) => event.persisted && this.look());
  }

  get idle() {
    return performance.now() - this.active > IDLE_AFTER;
  }

  /** Asks now, and from then on by itself. */
  async look() {
    clearTimeout(this.timer);
    if (this.asking || this.over) return;
    this.asking = true;
    /** @type {State} */
    let state = "live";
    try {
      for (let found = ROWS; found >= ROWS; ) {
        const page = await send("GET", `${this.url}?limit=${ROWS}&cursor=${this.cursor}`);
        await this.on.rows(page.results);
        this.cursor = page.cursor;
        found = page.results.length;
      }
      this.failures = 0;
    } catch (trouble) {
      this.failures++;
      const status = trouble instanceof Refusal ? trouble.status : 0;
      this.over = status === 404 || status === 410;
      state = this.over ? "over" : status === 401 ? "signed-out" : "lost";
    }
    this.asking = false;
    this.on.state(state);
    if (!this.over) this.timer = setTimeout(() => this.look(), pause({ hidden: document.hidden, idle: this.idle, failures: this.failures }));
  }
}
