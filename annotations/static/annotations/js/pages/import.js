/**
 * Bringing a file in. It is rehearsed as soon as it is chosen; only the button imports it. If the connection is lost while it
 * is imported, its row tells what became of it.
 */
import { fill, find, h } from "../dom/h.js";
import { inWords, nameOfPasted, progressOf, sizeInWords } from "../core/import-words.js";
import { Refusal, send } from "../net/api.js";
import { renew } from "../net/renew.js";
import { signInUrl } from "../net/session.js";
import { upload } from "../net/upload.js";
import { findings, labelMaps, problemTable } from "../ui/import-outcome.js";

/** @typedef {import("../ui/import-outcome.js").Label} Label */

const ASK_EVERY = 1000;
const MOST_BYTES = 1024 ** 3;

export function start() {
  const section = find("#import");
  const { url = "", articles = "", claims = "", maps: known = "{}" } = section.dataset;
  const drop = find("#drop");
  const file = /** @type {HTMLInputElement} */ (find("#file"));
  const pasted = /** @type {HTMLTextAreaElement} */ (find("#pasted"));
  const format = /** @type {HTMLSelectElement} */ (find("#format"));
  const outcome = find("#outcome");
  const bar = /** @type {HTMLProgressElement} */ (find("#running-bar"));
  const maps = JSON.parse(known);
  /** @type {Blob|null} */
  let chosen = null;
  let name = "";
  /** Words of the file, as mapped here; `asked` are all that were ever asked for. @type {Map<string, string>} */
  let mapped = new Map();
  /** @type {Map<string, Label>} */
  let asked = new Map();
  let leftOff = new AbortController();

  const take = () => file.files?.[0] && choose(file.files[0], file.files[0].name);
  file.addEventListener("change", take);
  find("#paste-go").addEventListener("click", () => pasted.value.trim() ? choose(new Blob([pasted.value]), nameOfPasted(pasted.value)) : pasted.focus());
  find("#other").addEventListener("click", again);
  format.addEventListener("change", () => { mapped = new Map(); asked = new Map(); rehearse(); });
  for (const type of ["dragover", "dragleave", "drop"]) {
    addEventListener(type, (event) => {
      event.preventDefault(); // beside the area, too: the browser would leave the page for the file
      drop.toggleAttribute("data-over", type === "dragover" && !drop.hidden);
      const [dropped] = /** @type {DragEvent} */ (event).dataTransfer?.files ?? [];
      if (type === "drop" && dropped && !drop.hidden) choose(dropped, dropped.name);
    });
  }

  /** @param {Blob} blob @param {string} called */
  function choose(blob, called) {
    [chosen, name] = [blob, called];
    [mapped, asked] = [new Map(), new Map()];
    format.value = "";
    drop.hidden = true;
    find("#chosen").hidden = false;
    find("#name").textContent = called;
    find("#size").textContent = sizeInWords(blob.size);
    if (blob.size > MOST_BYTES) return tell("This file is over 1 GB. Pack it as .gz, or cut it up.");
    if (!blob.size) return tell("This file is empty. Choose another.");
    rehearse();
  }

  function again() {
    leftOff.abort();
    chosen = null;
    file.value = "";
    find("#chosen").hidden = true;
    drop.hidden = false;
    file.focus();
  }

  /** @param {Record<string, string>} more */
  function address(more) {
    const query = new URLSearchParams({ name, ...(format.value && { format: format.value }), ...(mapped.size && { labels: JSON.stringify(Object.fromEntries(mapped)) }), ...more });
    return `${url}?${query}`;
  }

  /** @param {string} words @param {number|null} [share] */
  function running(words, share) {
    find("#running").hidden = !words;
    find("#running-words").textContent = words;
    if (share == null) bar.removeAttribute("value");
    else bar.value = share;
  }

  async function rehearse() {
    leftOff.abort();
    const mine = (leftOff = new AbortController());
    fill(outcome);
    running("Sending …", 0);
    const began = performance.now();
    const reading = () => running(`Reading and checking every row … ${Math.round((performance.now() - began) / 1000)} s`);
    let timer = 0;
    const sent = (/** @type {number} */ share) => {
      if (share < 1) return running("Sending …", 100 * share);
      clearInterval(timer);
      timer = setInterval(reading, ASK_EVERY);
      reading();
    };
    try {
      const report = await upload(address({ dry_run: "1" }), /** @type {Blob} */ (chosen), { signal: mine.signal, sent });
      clearInterval(timer);
      running("");
      const word = inWords(report.created, { besides: false });
      const go = h("button", { type: "button", class: "button button-go", onclick: bring }, `Import ${word}`);
      fill(outcome, ...findings(report), said(report.format), mapping(), word ? h("p", { class: "actions" }, go) : h("p", { class: "actions" }, h("button", { type: "button", class: "button", onclick: again }, "Choose another file")));
      if (word && !outcome.contains(document.activeElement)) go.focus();
    } catch (trouble) {
      clearInterval(timer);
      if (!mine.signal.aborted) refused(trouble, rehearse);
    }
  }

  async function bring() {
    const id = crypto.randomUUID();
    fill(outcome);
    running("Sending …", 0);
    let over = false;
    const ask = async () => {
      const row = await send("GET", `${url}${id}/`, { tries: 3 }).catch(() => null);
      if (over || !row) return row;
      const { words, share } = progressOf(row);
      running(words, share);
      return row;
    };
    let timer = setInterval(ask, ASK_EVERY);
    try {
      const report = await upload(address({ id }), /** @type {Blob} */ (chosen), { sent: (share) => share < 1 && running("Sending …", 100 * share) });
      done(report.created);
    } catch (trouble) {
      if (trouble instanceof Refusal) return refused(trouble, bring);
      await lost(trouble);
    } finally {
      over = true;
      clearInterval(timer);
      running("");
    }

    /** The answer did not come; the import may go on all the same. @param {unknown} trouble */
    async function lost(trouble) {
      clearInterval(timer);
      for (;;) {
        running("The connection was lost. Asking what became of it …");
        const row = await ask();
        if (row?.state === "done") return done(row.created);
        if (!row || !["reading", "writing"].includes(row.state)) return row?.sentence ? tell(row.sentence, retry(bring)) : refused(trouble, bring);
        await new Promise((wait) => setTimeout(wait, ASK_EVERY));
      }
    }
  }

  /** @param {Record<string, number>} created */
  function done(created) {
    const word = inWords(created);
    fill(outcome,
      h("div", { class: "notice notice-good", role: "status", tabindex: "-1" }, h("p", { class: "outcome-words" }, word ? `${word} came in.` : "Everything was here already."),
        h("p", { class: "actions" }, created.articles && h("a", { class: "button button-go", href: articles }, "See the articles"), created.claims && h("a", { class: "button", href: claims }, "See the claims"),
          h("button", { type: "button", class: "button button-quiet", onclick: again }, "Import another file"))));
    /** @type {HTMLElement} */ (outcome.firstElementChild).focus();
  }

  /** What has been mapped can be mapped otherwise. */
  function mapping() {
    return asked.size > 0 && labelMaps([...asked.values()], maps, mapped, () => [...asked.keys()].every((label) => mapped.has(label)) && rehearse());
  }

  /** @param {string} recognised */
  function said(recognised) {
    return !format.value && recognised ? h("p", { class: "muted" }, `Read as ${recognised}. Another format can be chosen above.`) : null;
  }

  /** @param {unknown} trouble @param {() => void} retryWith */
  async function refused(trouble, retryWith) {
    running("");
    const problem = /** @type {any} */ (trouble instanceof Refusal ? trouble.problem : null);
    if (problem?.status === 401) return signIn(retryWith);
    if (problem?.status === 403 && (await renew())) return retryWith();
    if (!problem?.rows && !problem?.count) {
      const nothing = problem ? "" : " Nothing was imported.";
      return tell(`${problem?.detail ?? /** @type {Error} */ (trouble).message}${nothing}`, problem ? null : retry(retryWith));
    }
    for (const label of problem.labels) asked.set(label.label, label);
    const words = problem.count === problem.labels.length; // nothing else is wrong
    fill(outcome,
      h("div", { class: `notice ${words ? "notice-warn" : "notice-problem"}`, role: "alert" }, h("p", {}, words ? "The file has words of its own. Say what each is here, and it is rehearsed again." : problem.detail)),
      said(problem.format), mapping(), !words && problemTable(problem.errors, problem.count));
    const select = outcome.querySelector("select");
    if (select instanceof HTMLElement) select.focus();
  }

  /** @param {() => void} retryWith */
  function signIn(retryWith) {
    tell("You are signed out. The file is still chosen.", h("p", {}, h("a", { href: signInUrl(), target: "_blank", rel: "opener" }, "Sign in in a new tab"), ", then come back: it goes on."));
    addEventListener("focus", async () => (await renew()) && retryWith(), { once: true });
  }

  /** @param {() => void} action */
  function retry(action) {
    return h("p", { class: "actions" }, h("button", { type: "button", class: "button", onclick: action }, "Try again"));
  }

  /** @param {string} sentence @param {Node|null} [more] */
  function tell(sentence, more) {
    running("");
    fill(outcome, h("div", { class: "notice notice-problem", role: "alert" }, h("p", {}, sentence), more));
  }

  take(); // one that was chosen before this page could hear of it
}

if (typeof document !== "undefined") start();
