/**
 * The annotate page: reads the article's quotes, claims and speakers, and turns keys, words and cards into edits. The HTML is
 * templates/articles/annotate.html; everything the page knows at the start is in data-* of #annotate.
 */
import { History, difference } from "../core/history.js";
import { KINDS, actionFor } from "../core/keymap.js";
import { Outbox } from "../core/outbox.js";
import { Segments } from "../core/segments.js";
import { TextOrder } from "../core/text-order.js";
import { find, isTyping } from "../dom/h.js";
import { Highlighter } from "../dom/highlighter.js";
import { TextModel } from "../dom/text-model.js";
import { all } from "../net/api.js";
import { Store } from "../net/store.js";
import { Sync } from "../net/sync.js";
import { singleKeys } from "../ui/keys.js";
import { Margin } from "../ui/margin.js";
import { WordSelection } from "../ui/selection.js";
import { offer } from "../ui/speaker.js";
import { Status } from "../ui/status.js";
import { Toolbar } from "../ui/toolbar.js";

/** @typedef {import("../core/types.js").Quote} Quote */
/** @typedef {import("../core/types.js").Claim} Claim */
/** @typedef {import("../core/types.js").Kind} Kind */
/** @typedef {import("../core/types.js").Stretch} Stretch */

const EDITABLE = ["kind", "tone", "speaker", "note", "segments"];

export function start() {
  const page = find("#annotate");
  const { article = "", project = "", api = "/api/v1/", user = "", userName = "" } = page.dataset;
  const mayEdit = page.dataset.mayAnnotate === "true";
  const root = find("#text");
  const model = new TextModel(root);
  const paint = new Highlighter(model);
  const outbox = new Outbox(user);
  const sync = new Sync(outbox, new Store(), api, changed);
  const history = new History();
  const status = new Status(sync, (object) => showTrouble(object));
  const selection = new WordSelection(model, new Segments(model.text, root.lang), selected);
  const toolbar = new Toolbar(find("#reading"), act);
  const order = new TextOrder();
  const margin = new Margin(model, paint, order, {
    open: (id) => (id === current && !margin.wide.matches ? focus(null) : focus(id)),
    change, remove, make, join, leave, extend: () => extend(),
    speaker: (id, name) => setSpeaker(id, name),
    claims: () => views("claims/"),
    resized: () => margin.schedule(),
    discard,
    insist: (entry) => sync.insist(entry),
    say,
  });
  /** @type {string|null} */
  let current = null;
  let loaded = false;
  /** Quotes whose words the article no longer has. @type {string[]} */
  let lost = [];
  /** @type {Map<string, Claim[]>} */
  let claimsByQuote = new Map();
  let claimCount = 0;

  /** @param {string} collection @returns {any[]} */
  function views(collection) {
    return outbox.names(collection).map((name) => outbox.view(name));
  }

  /** @param {string|null} id */
  function quote(id) {
    return /** @type {Quote|null} */ (id && outbox.view(`quotes/${id}`));
  }

  /** @param {string|null} id */
  function speakerName(id) {
    return id ? outbox.view(`speakers/${id}`)?.name ?? "" : "";
  }

  // ---- what is drawn ----

  /** @param {Quote} q @returns {import("../core/types.js").Span[]} */
  function spansOf(q) {
    return q.segments.flatMap((segment) => {
      const stretch = model.toStretch(segment);
      return stretch ? [{ id: q.id, kind: q.kind, ...stretch }] : [];
    });
  }

  /** Where a quote begins in the text; undefined when it is not there. @param {string} id */
  function startOf(id) {
    const spans = paint.spans.get(id);
    return spans && Math.min(...spans.map((s) => s.from));
  }

  /** Something is different: an object, or "" for the state of the outbox alone. @param {string} object */
  function changed(object) {
    if (mayEdit) status.update();
    if (!loaded) return;
    const [collection, id] = object.split("/");
    if (collection === "quotes") {
      const q = quote(id);
      const here = q && q.article === article;
      paint.set(id, here ? spansOf(q) : []);
      if (!q && id === current) focus(null);
      const moved = order.set(id, startOf(id));
      lost = lost.filter((other) => other !== id);
      if (here && !order.starts.has(id)) lost.push(id);
      if (!moved && here) return margin.update(id, cardView(id));
      drawCards();
      drawCounts();
    } else if (collection === "claims") {
      drawClaims();
    } else if (collection === "speakers") {
      drawSpeakers();
    } else if (collection === "articles") {
      drawState();
    }
  }

  function drawCards() {
    margin.render(lost, current, cardView);
  }

  function drawClaims() {
    claimsByQuote = new Map();
    const claims = /** @type {Claim[]} */ (views("claims/"));
    for (const claim of claims) {
      for (const id of claim.quotes) claimsByQuote.set(id, [...(claimsByQuote.get(id) ?? []), claim]);
    }
    claimCount = claims.length;
    drawCards();
    drawCounts();
  }

  function drawSpeakers() {
    offer(find("#speakers"), views("speakers/"));
    drawCards();
  }

  function drawCounts() {
    const number = (/** @type {number} */ n, /** @type {string} */ noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;
    const quotes = order.ids.length + lost.length;
    for (const element of page.querySelectorAll("[data-counts]")) element.textContent = `${number(quotes, "quote")} · ${number(claimCount, "claim")}`;
    find("#empty").hidden = quotes > 0;
  }

  /** @param {string} id */
  function cardView(id) {
    const q = /** @type {Quote} */ (quote(id));
    const claims = claimsByQuote.get(id) ?? [];
    const objects = new Set([`quotes/${id}`, ...claims.map((c) => `claims/${c.id}`)]);
    return {
      quote: q, speaker: speakerName(q.speaker), claims, current: id === current, editable: mayEdit, me: user,
      entries: outbox.entries.filter((e) => objects.has(e.object) || (e.object === `speakers/${q.speaker}` && e.state === "stuck")),
    };
  }

  function drawState() {
    const state = outbox.view(`articles/${article}`)?.state ?? page.dataset.state;
    for (const badge of page.querySelectorAll("[data-article-state]")) {
      badge.className = `badge state-${state}`;
      badge.textContent = state;
    }
    for (const button of page.querySelectorAll("[data-act='done']")) button.firstChild && (button.firstChild.textContent = state === "done" ? "Reopen " : "Done ");
  }

  /** Makes a quote the current one. @param {string|null} id @param {{scroll?: boolean}} [how] */
  function focus(id, { scroll = true } = {}) {
    const old = current;
    current = quote(id) ? id : null;
    paint.mark("current", current);
    margin.current = current;
    page.classList.toggle("has-current", Boolean(current));
    if (old && old !== current && quote(old)) margin.update(old, cardView(old));
    if (!current) return margin.schedule();
    if (!margin.cards.has(current)) drawCards();
    margin.update(current, cardView(current));
    page.classList.remove("is-listing");
    const q = /** @type {Quote} */ (quote(current));
    const span = paint.spans.get(current)?.[0];
    if ((scroll || !margin.wide.matches) && span) {
      const sheet = margin.wide.matches ? 140 : margin.cards.get(current)?.element.offsetHeight ?? 0;
      reveal({ from: span.from, to: span.from + 1 }, sheet + 60);
    } else if (scroll) {
      margin.reveal(current);
    }
    status.say(`${q.kind}, ${speakerName(q.speaker) || "speaker unknown"}: ${q.segments.map((s) => s.exact).join(" … ")}`);
  }

  /** @param {Stretch|null} stretch */
  function selected(stretch) {
    toolbar.show(mayEdit && stretch ? model.range(stretch) : null, Boolean(current));
  }

  /** Goes to what needs a person: the quote's card, or for anything else a dialog. @param {string} object */
  async function showTrouble(object) {
    const [collection, id] = object.split("/");
    const at = collection === "quotes" ? id : collection === "claims" ? outbox.view(object)?.quotes[0] : null;
    if (quote(at)?.article === article) return focus(at);
    const { openTrouble } = await import("../ui/trouble.js");
    openTrouble(outbox.pending(object).filter((e) => e.state === "stuck"), say, { discard, insist: (entry) => sync.insist(entry) });
  }

  /** A field's value in words. @param {string} field @param {any} value */
  function say(field, value) {
    return field === "speaker" ? speakerName(value) : field === "segments" ? value?.map((/** @type {any} */ s) => s.exact).join(" … ") : String(value ?? "");
  }

  // ---- edits ----

  /** @param {import("../core/outbox.js").Edit} edit */
  function edit(edit) {
    return sync.add({ article, ...edit });
  }

  /** From one state of a quote to another, by whatever it takes. @param {string} object @param {any} before @param {any} after */
  function turn(object, before, after) {
    if (!after) return edit({ object, act: "delete" });
    if (!before) return edit({ object, act: "restore", body: after });
    const body = difference(before, Object.fromEntries(EDITABLE.map((name) => [name, after[name]])));
    return edit({ object, act: "change", body, after: body.speaker ? [`speakers/${body.speaker}`] : [] });
  }

  /** @param {string} object @param {any} after null deletes */
  function own(object, after) {
    const before = outbox.view(object);
    history.record(object, before, after);
    turn(object, before, after);
  }

  /** @param {Stretch} stretch @param {Kind} kind */
  function create(stretch, kind) {
    const same = paint.index.query(stretch.from, stretch.to).find((s) =>
      s.kind === kind && s.from === stretch.from && s.to === stretch.to && quote(s.id)?.author.id === user && quote(s.id)?.segments.length === 1);
    if (same) {
      selection.clear();
      focus(same.id, { scroll: false });
      return status.tell("You have marked these words already.");
    }
    const id = crypto.randomUUID();
    const object = `quotes/${id}`;
    const body = { article, kind, tone: "literal", speaker: null, note: "", segments: [model.toSegment(stretch)] };
    edit({ object, act: "create", body });
    history.record(object, null, outbox.view(object));
    selection.clear();
    focus(id, { scroll: false });
  }

  /** @param {string} id @param {Partial<Quote>} patch */
  function change(id, patch) {
    const q = quote(id);
    if (q && Object.keys(difference(q, patch)).length) own(`quotes/${id}`, { ...q, ...patch });
  }

  /** @param {string} id */
  function remove(id) {
    const [claim] = claimsByQuote.get(id) ?? [];
    if (claim) return status.tell(`This quote is in the claim “${claim.text}”. Take it out of the claim first.`);
    const at = order.position(id);
    own(`quotes/${id}`, null);
    status.tell("Quote deleted.", "Undo", undo);
    focus(order.ids[at] ?? order.ids[at - 1] ?? null, { scroll: false });
  }

  /** The selected words become one more segment of the current quote. */
  function extend() {
    const q = quote(current);
    const stretch = selection.stretch;
    if (!q || !stretch) return status.tell("Select the words to add first.");
    const spans = [...spansOf(q), stretch].sort((a, b) => a.from - b.from);
    if (spans.some((s, i) => i > 0 && s.from < spans[i - 1].to)) return status.tell("The quote already has some of these words.");
    selection.clear();
    change(q.id, { segments: spans.map((s) => model.toSegment(s)) });
    status.say("Words added to the quote.");
  }

  /** The id of the speaker of that name, made if need be. @param {string} name @returns {Promise<string|null>} */
  async function speakerFor(name) {
    if (!name) return null;
    const { named } = await import("../core/names.js");
    const known = named(views("speakers/"), name);
    if (known) return known.id;
    const id = crypto.randomUUID();
    edit({ object: `speakers/${id}`, act: "create", body: { project, name } });
    return id;
  }

  /** @param {string} id @param {string} name */
  async function setSpeaker(id, name) {
    change(id, { speaker: await speakerFor(name) });
  }

  /** @param {string} id @param {string} text @param {string} speaker */
  async function make(id, text, speaker) {
    const claim = crypto.randomUUID();
    const who = await speakerFor(speaker);
    const body = { project, text, quotes: [id], ...(who && { speaker: who }) };
    edit({ object: `claims/${claim}`, act: "create", body, after: [`quotes/${id}`, ...(who ? [`speakers/${who}`] : [])] });
    status.tell("Claim made.");
  }

  /** @param {string} id @param {string} claim */
  function join(id, claim) {
    const quotes = [...(outbox.view(`claims/${claim}`)?.quotes ?? []), id];
    edit({ object: `claims/${claim}`, act: "change", body: { quotes }, after: [`quotes/${id}`] });
    status.tell("Quote added to the claim.");
  }

  /** @param {string} id @param {string} claim */
  function leave(id, claim) {
    const quotes = outbox.view(`claims/${claim}`).quotes.filter((/** @type {string} */ q) => q !== id);
    edit({ object: `claims/${claim}`, act: "change", body: { quotes } });
    status.tell("The quote is out of the claim.", "Undo", () => join(id, claim));
  }

  /** @param {import("../core/outbox.js").Entry} entry */
  function discard(entry) {
    history.forget(entry.object);
    sync.discard(entry);
  }

  /** @param {import("../core/history.js").Step|null} step @param {string} word */
  function take(step, word) {
    if (!step) return status.tell(`Nothing to ${word}.`);
    const stuck = outbox.pending(step.object).find((e) => e.state === "stuck");
    if (stuck) return discard(stuck), status.tell("The edit that was refused is withdrawn.");
    if (!step.after && claimsByQuote.has(step.object.slice(7))) return history.redo(), remove(step.object.slice(7));
    turn(step.object, step.before, step.after);
    focus(step.object.slice(7));
    status.say(word === "undo" ? "Undone." : "Done again.");
  }

  function undo() {
    take(history.undo(), "undo");
  }

  function done() {
    const object = `articles/${article}`;
    const now = outbox.view(object);
    const state = now?.state === "done" ? "annotating" : "done";
    edit({ object, act: "change", latest: true, body: { state }, after: outbox.entries.map((e) => e.object) });
    status.tell(state === "done" ? "The article is done. What is not marked counts as passed over." : "The article is open again.", "Undo", done);
  }

  // ---- keys, clicks ----

  /** @param {number} way */
  function step(way) {
    const { ids } = order;
    const at = current ? ids.indexOf(current) : way > 0 ? -1 : 0;
    if (ids.length) focus(ids[(at + way + ids.length) % ids.length]);
  }

  /** @param {string} name of an action in the key map @param {KeyboardEvent} [event] @returns {boolean|void} false when nothing came of it */
  function act(name, event) {
    const stretch = selection.stretch;
    const forward = (event?.key === "ArrowRight") !== (root.dir === "rtl") ? 1 : -1;
    if (name === "word") return selection.step(forward, "word", Boolean(event?.shiftKey));
    if (name === "sentence") return selection.step(event?.key === "ArrowDown" ? 1 : -1, "sentence", Boolean(event?.shiftKey));
    if (name === "next") return step(event?.key.toLowerCase() === "k" ? -1 : 1);
    if (name === "find") return void import("../ui/picker.js").then((m) => m.openPicker(model, (found) => (root.focus(), selection.select(found), reveal(found, 130))));
    if (name === "help") return void import("../ui/help.js").then((m) => m.openHelp());
    if (name === "guidelines") return toggleGuidelines();
    if (name === "list") return void page.classList.toggle("is-listing");
    if (name === "clear") return selection.stretch ? selection.clear() : clear();
    if (!mayEdit) return false;
    const kind = KINDS.find((k) => k === name);
    if (kind && stretch) return void create(stretch, kind);
    if (kind && current) return change(current, { kind });
    if (kind) return status.tell("Select some words first.");
    if (name === "undo") return undo();
    if (name === "redo") return take(history.redo(), "redo");
    if (name === "done") return done();
    if (name === "extend") return extend();
    if (name === "claim" && (stretch || current)) {
      if (stretch) create(stretch, "statement");
      return void margin.cards.get(current ?? "")?.claim();
    }
    if (name === "edit" && current) return void margin.cards.get(current)?.edit();
    if (name === "delete" && current) return remove(current);
    return false;
  }

  function clear() {
    const guidelines = page.querySelector("dialog.guidelines[open]");
    if (guidelines) return toggleGuidelines();
    page.classList.remove("is-listing");
    if (page.contains(document.activeElement) && isTyping(document.activeElement)) return find("#text").focus({ preventScroll: true });
    focus(null);
  }

  function toggleGuidelines() {
    const panel = /** @type {HTMLDialogElement|null} */ (document.querySelector("#guidelines"));
    if (panel?.open) panel.close();
    else panel?.show();
  }

  /** Brings words on screen, if they are not. @param {Stretch} stretch @param {number} foot what the foot of the window hides, in pixels */
  function reveal(stretch, foot) {
    const box = model.range(stretch).getBoundingClientRect();
    if (box.top < 90 || box.bottom > innerHeight - foot) scrollBy({ top: box.top - Math.max(100, (innerHeight - foot) / 3) });
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector("dialog:modal")) return;
    const typing = isTyping(event.target);
    if (typing && event.key !== "Escape") return;
    const name = actionFor(event, { single: singleKeys(), text: document.activeElement === root });
    if (name && act(name, event) !== false) event.preventDefault();
  });
  page.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-act]");
    if (button) act(button.getAttribute("data-act") ?? "");
  });
  root.addEventListener("click", (event) => {
    if (selection.stretch || !getSelection()?.isCollapsed) return;
    const ids = paint.hit(event.clientX, event.clientY);
    focus(ids.length ? ids[(ids.indexOf(current ?? "") + 1) % ids.length] : null, { scroll: false });
  });
  let frame = 0;
  root.addEventListener("pointermove", ({ clientX, clientY, buttons }) => {
    frame ||= buttons ? 0 : requestAnimationFrame(() => {
      frame = 0;
      const [id = null] = paint.hit(clientX, clientY);
      paint.mark("hover", id);
      root.classList.toggle("is-over", Boolean(id));
    });
  });
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let rest;
  let drawn = 0;
  paint.onscroll = () => {
    if (!margin.windowed()) return;
    clearTimeout(rest); // the words keep up with the hand, the cards come when it rests
    rest = setTimeout(() => ((drawn = performance.now()), drawCards()), performance.now() - drawn > 600 ? 0 : 100);
  };

  // ---- the start ----

  async function load() {
    page.dataset.load = "loading";
    try {
      const [quotes, claims, speakers] = await Promise.all([
        all(`${api}quotes/?article=${article}&limit=500`), all(`${api}claims/?article=${article}&limit=500`), all(`${api}speakers/?project=${project}&limit=500`)]);
      const wrong = quotes.find((q) => q.segments.some((/** @type {any} */ s) => s.start !== null && model.text.slice(model.offsets.toUtf16(s.start), model.offsets.toUtf16(s.end)) !== s.exact));
      if (wrong) throw new Error("The article was corrected since this page was opened. Load it again.");
      for (const [collection, rows] of Object.entries({ quotes, claims, speakers })) for (const row of rows) outbox.receive(`${collection}/${row.id}`, row);
      page.dataset.load = "ready";
    } catch (trouble) {
      page.dataset.load = "failed";
      find("#load-problem").textContent = /** @type {Error} */ (trouble).message;
    }
    loaded = true;
    const quotes = /** @type {Quote[]} */ (views("quotes/")).filter((q) => q.article === article);
    paint.reset(quotes.flatMap(spansOf));
    order.reset([...paint.spans.keys()].map((id) => [id, startOf(id) ?? 0]));
    lost = quotes.filter((q) => !order.starts.has(q.id)).map((q) => q.id);
    offer(find("#speakers"), views("speakers/"));
    drawClaims();
    drawState();
    const wanted = location.hash.match(/^#quote-(.+)$/)?.[1];
    if (wanted) focus(wanted);
  }

  page.addEventListener("click", (event) => event.target instanceof Element && event.target.closest("[data-reload]") && load());
  outbox.receive(`articles/${article}`, { id: article, state: page.dataset.state, version: Number(page.dataset.version) });
  outbox.defaults = { "quotes/": { author: { id: user, name: userName } }, "claims/": { state: "draft" } };
  sync.recover().then(load);
  // what opening the page can do without, but a train without a network cannot
  const more = () => [import("../core/names.js"), import("../ui/picker.js"), import("../ui/help.js"), import("../ui/fields.js"), import("../ui/trouble.js"), import("../net/renew.js")].forEach((m) => m.catch(() => {}));
  setTimeout(more, 1500);
  page.addEventListener("pointerdown", more, { once: true });
  page.addEventListener("keydown", more, { once: true });
}

if (typeof document !== "undefined") start();
