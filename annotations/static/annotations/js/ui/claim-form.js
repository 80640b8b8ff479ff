/**
 * A claim from a quote, inside its card: a checkable sentence and whose it is, or one of the article's claims to join. What is
 * typed is kept until it is made or cancelled: choosing another quote, or leaving, loses nothing.
 *
 *   <form class="claim-form" data-keep="claim-of-<quote>"><textarea name="text"> <input list="speakers"> <select> <button>
 */
import { h } from "../dom/h.js";
import { keep } from "./keep.js";

/** @typedef {import("../core/types.js").Claim} Claim */

/**
 * @param {{quote: string, me: string, words: string, speaker: string, claims: Claim[]}} start the ids of the quote and of who makes it
 * @param {{make: (text: string, speaker: string) => void, join: (claim: string, found?: Claim) => void, close: () => void,
 *   resized: () => void}} on
 */
export function claimForm({ quote, me, words, speaker, claims }, on) {
  const text = h("textarea", { name: "text", rows: 2, value: words, "aria-label": "The claim, as a sentence that stands alone" });
  const who = h("input", { type: "text", name: "speaker", list: "speakers", value: speaker, placeholder: "unknown", "aria-label": "Who claims it", autocomplete: "off" });
  const kept = h("p", { class: "muted", "data-kept": true, hidden: true }, "This is as you left it. ",
    h("button", { type: "button", class: "button button-quiet", "data-afresh": true }, "Start afresh"));
  const join = h("select", { "aria-label": "Join a claim of this article", onchange: () => join.value && (done(), on.join(join.value)) },
    h("option", { value: "" }, "or join a claim of this article…"),
    ...claims.map((claim) => h("option", { value: claim.id }, claim.text.length > 80 ? `${claim.text.slice(0, 79)}…` : claim.text)));
  const done = () => form.dispatchEvent(new Event("form:done")); // nothing is kept any more
  const make = () => (text.value.trim() ? (done(), on.make(text.value, who.value.trim())) : text.focus());
  /** A quote can be added while the claim is a draft. @param {Claim} found */
  const offer = (found) => (found.state === "draft" ? { label: "Add the quote to it", does: () => (done(), on.join(found.id, found)) } : null);
  const form = h("form", {
    class: "claim-form", "data-keep": `claim-of-${quote}`, "data-by": me,
    onsubmit: (/** @type {Event} */ event) => (event.preventDefault(), make()),
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.preventDefault(), make();
      if (event.key === "Escape") event.stopPropagation(), on.close();
    },
  },
  kept, h("label", { class: "label" }, "Claim", text), h("label", { class: "label" }, "Claimed by", who),
  claims.length > 0 && join,
  h("p", { class: "actions" }, h("button", { class: "button button-go button-small" }, "Make the claim"),
    h("button", { type: "button", class: "button button-quiet", onclick: () => (done(), on.close()) }, "Cancel")));
  keep(form);
  queueMicrotask(() => {
    text.focus({ preventScroll: true });
    if (kept.hidden) text.select();
    form.scrollIntoView({ block: "nearest" });
    const project = form.closest("[data-project]")?.getAttribute("data-project");
    if (project) import("./similar.js").then(({ watch }) => watch(text, { project, offer, resized: on.resized })).catch(() => {});
  });
  return form;
}
