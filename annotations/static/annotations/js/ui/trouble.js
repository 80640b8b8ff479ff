/**
 * What the server refused, in the card it concerns: why, both versions where two people met, and the ways on.
 *
 *   <div class="notice notice-problem" role="group"><p>…</p><div class="versus">…</div><p class="actions">…</p></div>
 */
import { h } from "../dom/h.js";
import { openDialog } from "./dialog.js";

/** @typedef {import("../core/outbox.js").Entry} Entry */

/**
 * @param {Entry} entry
 * @param {(field: string, value: any) => string} say a field's value in words
 * @param {{discard: (entry: Entry) => void, insist: (entry: Entry) => void}} on
 */
export function trouble(entry, say, on) {
  const problem = entry.problem;
  const theirs = problem?.status === 412 ? problem.current : null;
  const gone = problem?.status === 404 || problem?.status === 410;
  const fields = Object.keys(entry.body);
  const side = (/** @type {string} */ title, /** @type {any} */ values) => h("section", {}, h("h4", {}, title),
    ...fields.map((field) => h("p", {}, h("small", { class: "muted" }, field), h("br"), say(field, values[field]) || "—")));
  const button = (/** @type {string} */ label, /** @type {() => void} */ onclick, tone = "") =>
    h("button", { type: "button", class: `button button-small ${tone}`, onclick }, label);
  const lead = gone ? "This is no longer there: somebody deleted it, or it is not yours to see."
    : theirs ? "Somebody else changed this while you did. Which one stays?"
      : [problem?.detail, ...(problem?.errors ?? []).map((e) => e.detail)].filter((s, i, all) => s && all.indexOf(s) === i).join(" ");
  return h("div", { class: "notice notice-problem", role: "group", "aria-label": "Needs you" },
    h("p", {}, lead || "The server refused this."),
    gone && entry.act !== "delete" && fields.length > 0 && h("div", { class: "versus" }, side("Yours, to copy", entry.body)),
    theirs && entry.act === "change" && h("div", { class: "versus" }, side("Theirs", theirs), side("Yours", entry.body)),
    h("p", { class: "actions" },
      theirs ? button("Keep theirs", () => on.discard(entry)) : button("Discard my edit", () => on.discard(entry), "button-danger"),
      theirs ? button(entry.act === "delete" ? "Delete it anyway" : "Use mine", () => on.insist(entry))
        : !gone && button("Try again", () => on.insist(entry))));
}

/**
 * The same in a dialog, for what has no card on the page.
 * @param {Entry[]} entries @param {(field: string, value: any) => string} say
 * @param {{discard: (entry: Entry) => void, insist: (entry: Entry) => void}} on
 */
export function openTrouble(entries, say, on) {
  const then = (/** @type {(entry: Entry) => void} */ act) => (/** @type {Entry} */ entry) => (dialog.close(), act(entry));
  const dialog = openDialog("An edit needs you", ...entries.map((e) => trouble(e, say, { discard: then(on.discard), insist: then(on.insist) })));
}
