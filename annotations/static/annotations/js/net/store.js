/**
 * The outbox's shelf in IndexedDB. Without IndexedDB (a private window, a full disk) edits are still sent, but do not
 * survive the page: `safe` says which. What is put there as the page goes may come too late for IndexedDB, and is left at the door
 * (localStorage) for whoever opens the shelf next.
 */

/** @typedef {import("../core/outbox.js").Entry} Entry */

/** Some browsers' storage never answers: this many milliseconds are waited for it. */
const PATIENCE = 10_000;

const DOOR = "factcheck-door";

export class Store {
  constructor() {
    this.leaving = false;
    addEventListener("pagehide", () => (this.leaving = true), { capture: true });
    addEventListener("pageshow", () => (this.leaving = false));
    this.safe = false;
    /** How much is on its way there: what is not on the shelf yet would go with the page. */
    this.writing = 0;
    /** @type {Promise<IDBDatabase|null>} */
    this.opening = new Promise((done) => {
      try {
        const request = indexedDB.open("factcheck", 1);
        request.onupgradeneeded = () => request.result.createObjectStore("outbox", { keyPath: "key" });
        request.onsuccess = () => done(request.result);
        request.onerror = () => done(null);
        setTimeout(done, PATIENCE, null);
      } catch {
        done(null);
      }
    });
    this.opening.then((database) => (this.safe = Boolean(database)));
  }

  /** @returns {Promise<Entry[]>} */
  async load() {
    const left = this.#door();
    if (left.length) await this.apply({ put: left });
    const shelf = await this.#shelf("readonly");
    if (!shelf) return left;
    return new Promise((done) => {
      const request = shelf.getAll();
      request.onsuccess = () => done(request.result);
      request.onerror = () => done(left);
    });
  }

  /** What is at the door: taken away, or more put there. @param {Entry[]} [put] @returns {Entry[]} */
  #door(put) {
    try {
      const left = JSON.parse(localStorage.getItem(DOOR) ?? "[]");
      if (put) localStorage.setItem(DOOR, JSON.stringify([...left, ...put]));
      else localStorage.removeItem(DOOR);
      return left;
    } catch {
      return []; // a browser that keeps nothing
    }
  }

  /** Stores and removes together, or neither. @param {{put?: Entry[], remove?: string[]}} change entries, and keys */
  async apply({ put = [], remove = [] }) {
    this.writing++;
    if (this.leaving && put.length) this.#door(put);
    const shelf = await this.#shelf("readwrite");
    if (shelf) await new Promise((done) => {
      for (const entry of put) shelf.put(entry);
      for (const key of remove) shelf.delete(key);
      shelf.transaction.oncomplete = done;
      shelf.transaction.onabort = () => done((this.safe = false));
    });
    this.writing--;
  }

  /** @param {IDBTransactionMode} mode */
  async #shelf(mode) {
    const database = await this.opening;
    try {
      return database?.transaction("outbox", mode).objectStore("outbox") ?? null;
    } catch {
      this.safe = false; // the browser has closed it: its data were cleared, or its disk failed
      return null;
    }
  }
}
