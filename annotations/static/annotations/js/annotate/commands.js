/**
 * What each action of the key map does on this page. Keys, the toolbar and every [data-act] button come through here.
 */
import { KINDS, actionFor } from "../core/keymap.js";
import { find, isTyping } from "../dom/h.js";
import { singleKeys } from "../ui/keys.js";

export class Commands {
  /**
   * @param {import("./sheet.js").Sheet} sheet
   * @param {(act: (edits: import("./edits.js").Edits) => void) => Promise<void>} edit does something with the edits
   * @param {import("../ui/selection.js").WordSelection} selection @param {(words: string) => void} tell
   */
  constructor(sheet, edit, selection, tell) {
    this.sheet = sheet;
    this.edit = edit;
    this.selection = selection;
    this.tell = tell;
    const { page } = sheet;
    this.text = selection.model.root;
    document.addEventListener("keydown", (event) => {
      if (event.defaultPrevented || document.querySelector("dialog:modal")) return;
      if (isTyping(event.target) && event.key !== "Escape") return;
      const name = actionFor(event, { single: singleKeys(), text: document.activeElement === this.text });
      if (name && this.act(name, event) !== false) event.preventDefault();
    });
    page.addEventListener("click", (event) => {
      const button = event.target instanceof Element && event.target.closest("[data-act]");
      if (button) this.act(button.getAttribute("data-act") ?? "");
    });
  }

  /** @param {string} name of an action in the key map @param {KeyboardEvent} [event] @returns {boolean|void} false when nothing came of it */
  act(name, event) {
    const { sheet, selection, text } = this;
    const forward = (event?.key === "ArrowRight") !== (text.dir === "rtl") ? 1 : -1;
    if (name === "word") return selection.step(forward, "word", Boolean(event?.shiftKey));
    if (name === "sentence") return selection.step(event?.key === "ArrowDown" ? 1 : -1, "sentence", Boolean(event?.shiftKey));
    if (name === "next") return sheet.step(event?.key.toLowerCase() === "k" ? -1 : 1);
    if (name === "find") return void this.#find();
    if (name === "help") return void import("../ui/help.js").then((m) => m.openHelp());
    if (name === "guidelines") return this.#guidelines();
    if (name === "list") return void sheet.page.classList.toggle("is-listing");
    if (name === "clear") return selection.stretch ? selection.clear() : this.#clear();
    return sheet.editable && this.#edit(name);
  }

  /** @param {string} name */
  #edit(name) {
    const { sheet, edit, selection } = this;
    const { current } = sheet;
    const { stretch } = selection;
    const kind = KINDS.find((k) => k === name);
    if (kind && stretch) return void this.#create(stretch, kind);
    if (kind && current) return void edit((e) => e.change(current, { kind }));
    if (kind) return this.tell("Select some words first.");
    if (name === "undo" || name === "redo" || name === "done") return void edit((e) => e[name]());
    if (name === "extend") return this.extend();
    if (name === "claim" && (stretch || current)) return void this.#claim();
    if (name === "edit" && current) return void sheet.margin.cards.get(current)?.edit();
    if (name === "delete" && current) return void edit((e) => e.remove(current));
    return false;
  }

  /** @param {import("../core/types.js").Stretch} stretch @param {import("../core/types.js").Kind} kind */
  #create(stretch, kind) {
    return this.edit((e) => (this.selection.clear(), e.create(stretch, kind)));
  }

  /** A claim of the selected words, or of the current quote. */
  async #claim() {
    const { margin } = this.sheet;
    if (this.selection.stretch) await this.#create(this.selection.stretch, "statement");
    margin.cards.get(this.sheet.current ?? "")?.claim();
  }

  /** The selected words go to the current quote. */
  extend() {
    this.edit((e) => e.extend(this.selection.stretch) && this.selection.clear());
  }

  async #find() {
    const { openPicker } = await import("../ui/picker.js");
    openPicker(this.selection.model, (found) => (this.text.focus(), this.selection.select(found), this.sheet.reveal(found, 130)));
  }

  #clear() {
    const { page } = this.sheet;
    if (page.querySelector("dialog.guidelines[open]")) return this.#guidelines();
    page.classList.remove("is-listing");
    if (page.contains(document.activeElement) && isTyping(document.activeElement)) return find("#text").focus({ preventScroll: true });
    this.sheet.focus(null);
  }

  #guidelines() {
    const panel = /** @type {HTMLDialogElement|null} */ (document.querySelector("#guidelines"));
    if (panel?.open) panel.close();
    else panel?.show();
  }
}
