/**
 * The annotate page, put together. The HTML is templates/articles/annotate.html; everything the page knows at the start is in
 * data-* of #annotate. What happens lives in annotate/: known (what there is), sheet (what is drawn), edits (what one changes),
 * commands (keys and buttons), pointing, loading.
 */
import { Commands } from "../annotate/commands.js";
import { Known } from "../annotate/known.js";
import { load, loadTheRest } from "../annotate/loading.js";
import { watchPointer } from "../annotate/pointing.js";
import { Sheet } from "../annotate/sheet.js";
import { Outbox } from "../core/outbox.js";
import { Segments } from "../core/segments.js";
import { find } from "../dom/h.js";
import { Highlighter } from "../dom/highlighter.js";
import { TextModel } from "../dom/text-model.js";
import { Store } from "../net/store.js";
import { Sync } from "../net/sync.js";
import { Margin } from "../ui/margin.js";
import { WordSelection } from "../ui/selection.js";
import { Status } from "../ui/status.js";
import { Toolbar } from "../ui/toolbar.js";

/** @typedef {import("../annotate/edits.js").Edits} Edits */

export function start() {
  const page = find("#annotate");
  const { article = "", api = "/api/v1/", user = "", userName = "" } = page.dataset;
  const root = find("#text");
  const model = new TextModel(root);
  const paint = new Highlighter(model);
  const outbox = new Outbox(user);
  outbox.receive(`articles/${article}`, { id: article, state: page.dataset.state, version: Number(page.dataset.version) });
  outbox.defaults = { "quotes/": { author: { id: user, name: userName } }, "claims/": { state: "draft" } };
  const known = new Known(outbox, model, article);
  const sync = new Sync(outbox, new Store(), api, (object) => {
    if (sheet.editable) status.update();
    sheet.changed(object);
  });
  const status = new Status(sync, showTrouble);
  /** One's own edits come after the quotes, or with the first of them: reading needs none. @type {Promise<Edits>|undefined} */
  let edits;
  /** @param {(edits: Edits) => void} act */
  const edit = (act) => (edits ??= import("../annotate/edits.js").then((m) => new m.Edits(known, sheet, sync, status))).then(act, () => {
    edits = undefined;
    status.tell("The page is not all here yet, and the network is gone. Try again in a moment.");
  });
  const resolve = { discard: (/** @type {any} */ entry) => void edit((e) => e.discard(entry)), insist: (/** @type {any} */ entry) => sync.insist(entry) };
  const say = (/** @type {string} */ field, /** @type {any} */ value) => known.say(field, value);
  const margin = new Margin(model, paint, known.order, {
    open: (id) => sheet.focus(id === sheet.current && !margin.wide.matches ? null : id),
    change: (id, patch) => void edit((e) => e.change(id, patch)),
    remove: (id) => void edit((e) => e.remove(id)),
    make: (id, text, speaker) => void edit((e) => e.make(id, text, speaker)),
    join: (id, claim) => void edit((e) => e.join(id, claim)),
    leave: (id, claim) => void edit((e) => e.leave(id, claim)),
    speaker: (id, name) => void edit((e) => e.setSpeaker(id, name)),
    extend: () => commands.extend(),
    claims: () => known.claims,
    resized: () => margin.schedule(),
    say, ...resolve,
  });
  const sheet = new Sheet(page, known, paint, margin, (words) => status.say(words));
  const toolbar = new Toolbar(find("#reading"), (name) => commands.act(name));
  const selection = new WordSelection(model, new Segments(model.text, root.lang), (stretch) =>
    toolbar.show(sheet.editable && stretch ? model.range(stretch) : null, Boolean(sheet.current)));
  const commands = new Commands(sheet, edit, selection, (words) => status.tell(words));
  watchPointer(sheet, selection);

  /** Goes to what needs a person: the quote's card, or for anything else a dialog. @param {string} object */
  async function showTrouble(object) {
    const [collection, id] = object.split("/");
    const at = collection === "quotes" ? id : collection === "claims" ? outbox.view(object)?.quotes[0] : null;
    if (known.quote(at)?.article === article) return sheet.focus(at);
    const { openTrouble } = await import("../ui/trouble.js");
    openTrouble(outbox.pending(object).filter((e) => e.state === "stuck"), say, resolve);
  }

  async function open() {
    await load(known, page);
    sheet.all();
    const wanted = location.hash.match(/^#quote-(.+)$/)?.[1];
    if (wanted) sheet.focus(wanted);
    if (sheet.editable) edit(() => {});
  }

  page.addEventListener("click", (event) => event.target instanceof Element && event.target.closest("[data-reload]") && open());
  sync.recover().then(open);
  loadTheRest();
}

if (typeof document !== "undefined") start();
