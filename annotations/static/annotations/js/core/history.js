/**
 * Undo and redo of one's own edits, as pairs of states. `null` is "not there". The stack knows nothing of the network:
 * whoever takes a step turns it into an ordinary edit.
 *
 * @typedef {Record<string, any>|null} State
 * @typedef {{object: string, before: State, after: State}} Step
 */
export class History {
  constructor() {
    /** @type {Step[]} */
    this.past = [];
    /** @type {Step[]} */
    this.future = [];
  }

  /** @param {string} object @param {State} before @param {State} after */
  record(object, before, after) {
    this.past.push({ object, before, after });
    if (this.past.length > 200) this.past.shift();
    this.future = [];
  }

  /** @returns {Step|null} go from `before` to `after` */
  undo() {
    const step = this.past.pop();
    if (!step) return null;
    this.future.push(step);
    return { object: step.object, before: step.after, after: step.before };
  }

  /** @returns {Step|null} */
  redo() {
    const step = this.future.pop();
    if (step) this.past.push(step);
    return step ?? null;
  }

  /** The step just taken could not be gone after all. @param {"undo"|"redo"} word */
  stay(word) {
    const step = (word === "undo" ? this.future : this.past).pop();
    if (step) (word === "undo" ? this.past : this.future).push(step);
  }

  /** Forgets an object that turned out not to be ours to change. @param {string} object */
  forget(object) {
    this.past = this.past.filter((step) => step.object !== object);
    this.future = this.future.filter((step) => step.object !== object);
  }
}

/** What has to be sent to get from one state to the other. @param {Record<string, any>} before @param {Record<string, any>} after @returns {Record<string, any>} */
export function difference(before, after) {
  const names = Object.keys(after).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return Object.fromEntries(names.map((name) => [name, after[name]]));
}
