/**
 * What became of one's work, truthfully: saved, saving, waiting on this device, or needs you. And short messages with a way
 * back, and the live region for those who listen.
 *
 *   <p id="status"></p> <p id="toast" hidden></p> <div id="live" class="visually-hidden" aria-live="polite"></div>
 */
import { fill, find, h } from "../dom/h.js";
import { signInUrl } from "../net/session.js";

const SHOWN_FOR = 8_000;

export class Status {
  /** @param {import("../net/sync.js").Sync} sync @param {(object: string) => void} onshow go to what needs a person */
  constructor(sync, onshow) {
    this.sync = sync;
    this.onshow = onshow;
    this.line = find("#status");
    this.toast = find("#toast");
    this.live = find("#live");
    /** Somebody is typing what will be handed over in a moment: it is not saved yet. */
    this.writing = false;
    this.spoken = "saved";
    this.shown = "";
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
  }

  update() {
    const { phase, reason, outbox, store } = this.sync;
    const stuck = outbox.entries.filter((e) => e.state === "stuck");
    const waiting = outbox.entries.length - stuck.length;
    const edits = (/** @type {number} */ n) => `${n} ${n === 1 ? "edit" : "edits"}`;
    const state = stuck.length ? "stuck" : !waiting ? (this.writing ? "saving" : "saved") : phase === "saved" ? "saving" : phase;
    const shown = `${state} ${stuck.length} ${waiting} ${reason}`;
    if (shown === this.shown) return;
    this.shown = shown;
    this.line.dataset.state = state;
    this.line.title = state === "waiting" ? reason : "";
    const where = store.safe ? "on this device" : "in this tab: do not close it";
    if (state === "stuck") {
      fill(this.line, h("button", { type: "button", class: "button button-small button-danger", onclick: () => this.onshow(stuck[0].object) },
        `${edits(stuck.length)} ${stuck.length === 1 ? "needs" : "need"} you`), waiting ? ` ${edits(waiting)} waiting` : "");
    } else if (state === "sign-in") {
      fill(this.line, h("a", { href: signInUrl(), target: "_blank", rel: "opener" }, "Sign in to go on"), ` — ${edits(waiting)} ${where}`);
    } else {
      fill(this.line, state === "waiting" ? `${edits(waiting)} waiting ${where}` : state === "saving" ? "Saving…" : "Saved");
    }
    if (state !== "saving" && state !== this.spoken) {
      if (state !== "saved" || this.spoken !== "saved") this.say(this.line.textContent ?? "");
      this.spoken = state;
    }
  }

  /** For ears only. @param {string} words */
  say(words) {
    fill(this.live, words);
  }

  /** For everyone, for a while. @param {string} words @param {string} [label] @param {() => void} [act] */
  tell(words, label, act) {
    clearTimeout(this.timer);
    fill(this.toast, words, label && act ? h("button", { type: "button", class: "button button-quiet", onclick: () => (this.hide(), act()) }, label) : null);
    this.toast.hidden = false;
    this.timer = setTimeout(() => this.hide(), SHOWN_FOR);
    this.say(words);
  }

  /** What was told is over. */
  hide() {
    this.toast.hidden = true;
  }
}
