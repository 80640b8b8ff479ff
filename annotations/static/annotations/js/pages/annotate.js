/**
 * The annotate page, put together. The HTML is templates/articles/annotate.html; everything the page knows at the start is in
 * data-* of #annotate. What happens lives in annotate/: known (what there is), sheet (what is drawn), loading; and, once the page is
 * touched, editing: edits (what one changes), commands (keys and buttons), pointing.
 */
import { Known } from "../annotate/known.js";
import { load } from "../annotate/loading.js";
import { Sheet } from "../annotate/sheet.js";
import { Outbox } from "../core/outbox.js";
import { find, isTyping } from "../dom/h.js";
import { Highlighter } from "../dom/highlighter.js";
import { TextModel } from "../dom/text-model.js";
import { Store } from "../net/store.js";
import { Sync } from "../net/sync.js";
import { Margin } from "../ui/margin.js";
import { Status } from "../ui/status.js";

export function start() {
  const page = find("#annotate");
  const { article = "", api = "/api/v1/", user = "", userName = "" } = page.dataset;
  const model = new TextModel(find("#text"));
  const paint = new Highlighter(model);
  const outbox = new Outbox(user);
  outbox.receive(`articles/${article}`, { id: article, state: page.dataset.state, version: Number(page.dataset.version) });
  outbox.defaults = { "quotes/": { author: { id: user, name: userName } }, "claims/": { state: "draft" } };
  const known = new Known(outbox, model, article, Number(page.dataset.revision));
  const sync = new Sync(outbox, new Store(), api, (object) => {
    if (sheet.editable) status.update();
    sheet.changed(object);
  });
  const status = new Status(sync, showTrouble);
  const say = (/** @type {string} */ field, /** @type {any} */ value) => known.say(field, value);
  const resolve = {
    discard: (/** @type {import("../core/outbox.js").Entry} */ entry) => act(({ edits }) => edits.discard(entry)),
    insist: (/** @type {import("../core/outbox.js").Entry} */ entry) => void sync.insist(entry),
  };
  const margin = new Margin(model, paint, known.order, {
    open: (id) => sheet.focus(id === sheet.current && !margin.wide.matches ? null : id),
    change: (id, patch) => act(({ edits }) => edits.change(id, patch)),
    remove: (id) => act(({ edits }) => edits.remove(id)),
    make: (id, text, speaker) => act(({ edits }) => edits.make(id, text, speaker)),
    join: (id, claim, found) => act(({ edits }) => edits.join(id, claim, found)),
    leave: (id, claim) => act(({ edits }) => edits.leave(id, claim)),
    speaker: (id, name) => act(({ edits }) => edits.setSpeaker(id, name)),
    extend: () => act(({ commands }) => commands.extend()),
    claims: () => known.claims,
    resized: () => margin.schedule(),
    writing: (on) => {
      status.writing = on;
      status.update();
    },
    say, ...resolve,
  });
  const sheet = new Sheet(page, known, paint, margin, (words) => status.say(words));

  /** @type {Promise<import("../annotate/editing.js").Editing>|undefined} */
  let arriving;
  /** Selecting and changing: not needed to read, so it comes with the first touch of the page, and what was touched waits for it. */
  function editing() {
    return (arriving ??= import("../annotate/editing.js").then(({ Editing }) => {
      document.removeEventListener("keydown", early);
      return new Editing(sheet, sync, status);
    }));
  }

  /** @param {(editing: import("../annotate/editing.js").Editing) => void} then */
  function act(then) {
    editing().then(then, () => {
      arriving = undefined;
      status.tell("The page is not all here yet, and the network is gone. Try again in a moment.");
    });
  }

  /** @param {KeyboardEvent} event pressed before there was anyone to act on it */
  function early(event) {
    if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target)) event.preventDefault();
    act(({ commands }) => commands.press(event));
  }

  /** Goes to what needs a person: the quote's card, or for anything else a dialog. @param {string} object */
  async function showTrouble(object) {
    const [collection, id] = object.split("/");
    const at = collection === "quotes" ? id : collection === "claims" ? outbox.view(object)?.quotes[0] : null;
    if (known.quote(at)?.article === article) return sheet.focus(at);
    const { openTrouble } = await import("../ui/trouble.js");
    openTrouble(outbox.pending(object).filter((e) => e.state === "stuck"), say, resolve);
  }

  async function open() {
    await load(known, page, () => sheet.words());
    sheet.arrived();
    const wanted = location.hash.match(/^#quote-(.+)$/)?.[1];
    if (wanted) sheet.focus(wanted);
  }

  /** What others do comes in once the page is there. */
  function follow() {
    const forget = (/** @type {string} */ object) => act(({ edits }) => edits.history.forget(object));
    import("../annotate/live.js").then(({ Live }) => new Live(known, sheet, status, forget), () => addEventListener("online", follow, { once: true }));
  }

  /** What opening the page can do without, but a train without a network cannot. */
  function more() {
    const rest = [editing(), import("../ui/picker.js"), import("../ui/help.js"), import("../ui/fields.js"), import("../ui/trouble.js"), import("../net/renew.js"), import("../annotate/filtering.js")];
    for (const module of rest) module.catch(() => {});
  }

  addEventListener("pagehide", () => margin.cards.get(sheet.current ?? "")?.fields?.flush());
  document.addEventListener("keydown", early);
  model.root.addEventListener("click", (event) => act(({ pointing }) => pointing.click(event)));
  page.addEventListener("click", ({ target }) => {
    const name = target instanceof Element && target.closest("[data-act]")?.getAttribute("data-act");
    if (name) act(({ commands }) => commands.act(name));
    if (target instanceof Element && target.closest("[data-reload]")) open();
  });
  for (const touch of ["pointermove", "pointerdown", "keydown", "focusin"]) addEventListener(touch, more, { once: true });
  setTimeout(more, 1500);
  sync.recover().then(open).then(() => setTimeout(follow, 300));
}

if (typeof document !== "undefined") start();
