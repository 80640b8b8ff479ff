/**
 * Why a verdict was not taken, with both sides where two met, and the ways on. Nothing typed is lost by any of them.
 *
 *   <div id="trouble" class="notice notice-problem" role="alert" tabindex="-1">…</div>
 */
import { h } from "../dom/h.js";
import { all, send } from "../net/api.js";

/** @typedef {import("../core/outbox.js").Entry} Entry */
/** @typedef {{claim: string, user: string, seen: Record<string, any>, mine: Record<string, any>, labels: (field: string, value: any) => string}} Page */
/** @typedef {{again: (changes: Record<string, any>) => void, draft: () => void, adopt: (theirs: any, keep: boolean) => void}} Ways */

const FIELDS = ["text", "speaker", "said_on", "place", "occasion", "quotes"];
const NAMES = /** @type {Record<string, string>} */ ({ text: "claim", said_on: "said on", quotes: "made from" });

/** @param {Entry} entry @param {Page} page @param {Ways} on @returns {Promise<(Node|string)[]>} */
export async function refusal(entry, page, on) {
  const { problem } = entry;
  const current = problem?.status === 412 ? problem.current : null;
  if (current && "content_version" in current) return claimChanged(current, page.seen, on);
  if (current) return elsewhere(current, page, on);
  if (problem?.status === 409 && entry.act === "create") {
    const live = (await all(`/api/v1/claims/${page.claim}/verdicts/`).catch(() => [])).find((v) => v.reviewer.id === page.user && v.state === "draft");
    if (live) return elsewhere(live, page, on);
  }
  const sentences = [problem?.detail, ...(problem?.errors ?? []).map((e) => e.detail)].filter((s, i, them) => s && them.indexOf(s) === i);
  return [...sentences.map((s) => h("p", {}, s)),
    h("p", { class: "actions" }, button("Try again", () => on.again({})),
      entry.body.state === "submitted" ? button("Keep it as a draft", on.draft) : "", button("Load the page again", () => location.reload()))];
}

/** @param {string} label @param {() => void} onclick */
function button(label, onclick) {
  return h("button", { type: "button", class: "button button-small", onclick }, label);
}

/** The claim is not what was read: the words then and now. @param {any} now @param {Record<string, any>} seen @param {Ways} on */
async function claimChanged(now, seen, on) {
  const then = { ...seen };
  const present = { ...now };
  const differ = FIELDS.filter((name) => JSON.stringify(seen[name] ?? null) !== JSON.stringify(now[name] ?? null));
  if (differ.includes("speaker")) {
    then.speaker = seen.speaker_name;
    present.speaker = now.speaker && (await send("GET", `/api/v1/speakers/${now.speaker}/`).catch(() => null))?.name;
  }
  if (differ.includes("quotes")) {
    const words = (/** @type {any} */ q) => `“${q.segments.map((/** @type {any} */ s) => s.exact).join(" … ")}”`;
    const quotes = await Promise.all(now.quotes.map((/** @type {string} */ id) => send("GET", `/api/v1/quotes/${id}/`).then(words, () => "…")));
    then.quotes = seen.quote_words;
    present.quotes = quotes.join("\n");
  }
  const side = (/** @type {string} */ title, /** @type {Record<string, any>} */ from) => h("section", {}, h("h4", {}, title),
    ...differ.map((name) => h("p", { dir: "auto" }, h("small", { class: "muted" }, NAMES[name] ?? name), h("br"), from[name] || "—")));
  return [
    h("p", {}, differ.length ? "The claim changed while you read it. What you wrote is all still here." : "The claim has changed since this was written; you see it as it is now. What you wrote is all here."),
    differ.length ? h("div", { class: "versus" }, side("As you read it", then), side("As it is now", present)) : "",
    h("p", { class: "actions" }, button("I have read it: rate it as it is now", () => on.again({ claim_version: now.version })), button("Load the page again", () => location.reload())),
  ];
}

/** The draft was written on in another window or on another device. @param {any} theirs @param {Page} page @param {Ways} on */
function elsewhere(theirs, { mine, labels }, on) {
  const fields = ["rating", "rationale", "confidence", "evidence"].filter((name) => JSON.stringify(theirs[name]) !== JSON.stringify(mine[name]));
  const side = (/** @type {string} */ title, /** @type {any} */ from) => h("section", {}, h("h4", {}, title),
    ...fields.map((name) => h("p", {}, h("small", { class: "muted" }, name === "rationale" ? "why" : name), h("br"), labels(name, from[name]) || "—")));
  return [
    h("p", {}, "You have written on this verdict elsewhere as well. Which one stays?"),
    h("div", { class: "versus" }, side("Elsewhere", theirs), side("Here", mine)),
    h("p", { class: "actions" }, button("Keep what is elsewhere", () => on.adopt(theirs, false)), button("Use what is here", () => on.adopt(theirs, true))),
  ];
}
