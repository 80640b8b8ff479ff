/**
 * The outbox's shelf in IndexedDB. Without IndexedDB (a private window, a full disk) edits are still sent, but do not
 * survive the page: `safe` says which.
 */

/** @typedef {import("../core/outbox.js").Entry} Entry */

/** Some browsers' storage never answers: this many milliseconds are waited for it. */
const PATIENCE = 10_000;

export class Store {
  constructor() {
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
    const shelf = await this.#shelf("readonly");
    if (!shelf) return [];
    return new Promise((done) => {
      const request = shelf.getAll();
      request.onsuccess = () => done(request.result);
      request.onerror = () => done([]);
    });
  }

  /** Stores and removes together, or neither. @param {{put?: Entry[], remove?: string[]}} change entries, and keys */
  async apply({ put = [], remove = [] }) {
    this.writing++;
    const shelf = await this.#shelf("readwrite");
    if (shelf) await new Promise((done) => {
      for (const entry of put) shelf.put(entry);
      for (const key of remove) shelf.delete(key);
      shelf.transaction.oncomplete = done;
      shelf.transaction.onabort = () => done((this.safe = false));
      shelf.transaction.commit(); // does not wait for answers, so what is put there as the page goes stays
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
