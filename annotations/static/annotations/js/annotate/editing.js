/**
 * Selecting, changing, keys and the pointer, put together. Reading needs none of it, so it comes with the first touch of the page
 * (pages/annotate.js).
 */
import { Segments } from "../core/segments.js";
import { find } from "../dom/h.js";
import { WordSelection } from "../ui/selection.js";
import { Toolbar } from "../ui/toolbar.js";
import { Commands } from "./commands.js";
import { Edits } from "./edits.js";
import { Pointing } from "./pointing.js";
import { Resizing } from "./resizing.js";

export class Editing {
  /**
   * @param {import("./sheet.js").Sheet} sheet @param {import("../net/sync.js").Sync} sync
   * @param {import("../ui/status.js").Status} status
   */
  constructor(sheet, sync, status) {
    const { model } = sheet.known;
    this.edits = new Edits(sheet.known, sheet, sync, status);
    const toolbar = new Toolbar(find("#reading"), (name) => this.commands.act(name));
    const words = new Segments(model.text, model.root.lang);
    this.selection = new WordSelection(model, words, (stretch) =>
      toolbar.show(sheet.editable && stretch ? model.range(stretch) : null, Boolean(sheet.current)));
    this.resizing = new Resizing(sheet, this.edits, words);
    this.commands = new Commands(sheet, this.edits, this.selection, this.resizing);
    this.pointing = new Pointing(sheet, this.selection, this.resizing);
    if (sheet.editable) this.#suggest(sheet);
  }

  /** @param {import("./sheet.js").Sheet} sheet */
  #suggest(sheet) {
    import("./suggesting.js").then(({ Suggesting }) => (this.commands.suggesting = new Suggesting(sheet, this.edits, this.selection)),
      () => addEventListener("online", () => this.#suggest(sheet), { once: true }));
  }
}
