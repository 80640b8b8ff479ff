/**
 * What each action of the key map does on this page. Keys, the toolbar and every [data-act] button come through here.
 */
import { actionFor } from "../core/keymap.js";
import { KINDS } from "../core/kinds.js";
import { find, isTyping } from "../dom/h.js";
import { singleKeys } from "../ui/keys.js";
import { label, ownKeys } from "../ui/own-keys.js";

/** What a key that is held down does again and again; anything else it does once. */
const HELD = ["word", "sentence", "suggestion", "next", "start", "end", "undo", "redo"];
const SUGGESTED = ["suggestion", "suggestions", "accept", "dismiss"];

export class Commands {
  /**
   * @param {import("./sheet.js").Sheet} sheet @param {import("./edits.js").Edits} edits
   * @param {import("../ui/selection.js").WordSelection} selection @param {import("./resizing.js").Resizing} resizing
   */
  constructor(sheet, edits, selection, resizing) {
    this.sheet = sheet;
    this.edits = edits;
    this.selection = selection;
    this.resizing = resizing;
    this.text = selection.model.root;
    /** Comes later. @type {import("./suggesting.js").Suggesting|null} */
    this.suggesting = null;
    /** Comes when it is opened. @type {import("./filtering.js").Filtering|null} */
    this.filtering = null;
    /** How much that is to be typed in is on its way here. */
    this.opening = 0;
    label(document);
    document.addEventListener("keydown", (event) => event.defaultPrevented || this.press(event));
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (document.querySelector("dialog:modal") || (isTyping(event.target) && event.key !== "Escape")) return;
    const hit = actionFor(event, { single: singleKeys(), own: ownKeys(), text: document.activeElement === this.text });
    if (!hit) return;
    if (this.opening || (event.repeat && !HELD.includes(hit.act))) return event.preventDefault(); // what is typed meanwhile is meant for it
    if (this.act(hit.act, event, hit.back) !== false) event.preventDefault();
  }

  /**
   * @param {string} name of an action in the key map @param {KeyboardEvent} [event] @param {boolean} [back] the other way round
   * @returns {boolean|void} false when nothing came of it
   */
  act(name, event, back = false) {
    const { sheet, selection, text } = this;
    selection.settle();
    if (SUGGESTED.includes(name)) return this.suggesting ? this.suggesting.act(name, Boolean(event?.shiftKey)) : false;
    const forward = (event?.key === "ArrowRight") !== (text.dir === "rtl") ? 1 : -1;
    if (name === "word") return selection.step(forward, "word", Boolean(event?.shiftKey));
    if (name === "sentence") return selection.step(event?.key === "ArrowDown" ? 1 : -1, "sentence", Boolean(event?.shiftKey));
    if (name === "next") return sheet.step(back ? -1 : 1);
    if (name === "find") return void this.#open(this.#find());
    if (name === "help") return void import("../ui/help.js").then((m) => m.openHelp());
    if (name === "filter") return void this.#filter();
    if (name === "unfilter") return this.filtering?.clear();
    if (name === "guidelines") return this.#guidelines();
    if (name === "list") return void sheet.page.classList.toggle("is-listing");
    if (name === "clear") return this.suggesting?.act(name) ? undefined : selection.stretch ? selection.clear() : this.#clear();
    return sheet.editable && this.#edit(name, event, back);
  }

  /** @param {string} name @param {KeyboardEvent} [event] @param {boolean} [back] @returns {boolean|void} */
  #edit(name, event, back) {
    const { sheet, edits, selection } = this;
    const { current } = sheet;
    const { stretch } = selection;
    const kind = KINDS.find((k) => k === name);
    if (kind && stretch) return this.#create(stretch, kind);
    if (kind && current) return edits.change(current, { kind });
    if (kind) return edits.status.tell("Select some words first.");
    if (name === "end" || name === "start") return this.resizing.step(name === "end" ? "to" : "from", back ? -1 : 1, Boolean(event?.altKey));
    if (name === "undo") return edits.undo();
    if (name === "redo") return edits.redo();
    if (name === "done") return edits.done();
    if (name === "extend") return this.extend();
    if (name === "claim" && (stretch || current)) {
      if (stretch) this.#create(stretch, "statement");
      return void this.#open(sheet.margin.cards.get(sheet.current ?? "")?.claim());
    }
    if (name === "edit" && current) return void this.#open(sheet.margin.cards.get(current)?.edit());
    if (name === "delete" && current) return edits.remove(current);
    return false;
  }

  /** @param {Promise<void>|undefined} arriving */
  async #open(arriving) {
    this.opening++;
    await Promise.resolve(arriving).catch(() => {});
    this.opening--;
  }

  /** @param {import("../core/types.js").Stretch} stretch @param {import("../core/types.js").Kind} kind */
  #create(stretch, kind) {
    this.selection.clear();
    this.edits.create(stretch, kind);
  }

  /** The selected words go to the current quote. */
  extend() {
    if (this.edits.extend(this.selection.stretch)) this.selection.clear();
  }

  async #find() {
    const { openPicker } = await import("../ui/picker.js");
    openPicker(this.selection.model, (found) => (this.text.focus(), this.selection.select(found), this.sheet.reveal(found, 130)));
  }

  async #filter() {
    const { Filtering } = await import("./filtering.js");
    (this.filtering ??= new Filtering(this.sheet, this.edits.status)).toggle();
  }

  #clear() {
    const { page } = this.sheet;
    if (page.querySelector("dialog.guidelines[open]")) return this.#guidelines();
    page.classList.remove("is-listing");
    if (page.contains(document.activeElement) && isTyping(document.activeElement)) return find("#text").focus({ preventScroll: true });
    if (!this.sheet.current && this.sheet.known.filter) return this.filtering?.clear();
    this.sheet.focus(null);
  }

  #guidelines() {
    const panel = /** @type {HTMLDialogElement|null} */ (document.querySelector("#guidelines"));
    if (panel?.open) panel.close();
    else panel?.show();
  }
}
