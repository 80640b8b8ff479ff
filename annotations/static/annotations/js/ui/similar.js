/**
 * Earlier claims that say the same, under the words of a new one, while it is being written. Loaded when somebody writes one.
 *
 *   <textarea data-similar="project-slug" data-claim="its own id">
 *   <div class="similar" role="status"><p>Said before?</p><ul><li><a>…</a> <span class="badge"> <span class="rating"> <button></li></ul></div>
 */
import { fill, h } from "../dom/h.js";
import { send } from "../net/api.js";

/** @typedef {import("../core/types.js").Claim} Claim */
/** @typedef {{label: string, does: (claim: Claim) => void}} Offer what can be done with a claim that says the same */

const PAUSE = 500;
const SHORTEST = 12;
const SHOWN = 3;

/**
 * @param {HTMLTextAreaElement} field
 * @param {{project: string, except?: string, offer?: (claim: Claim) => Offer|null, resized?: () => void}} how
 */
export function watch(field, { project, except = "", offer = () => null, resized = () => {} }) {
  const box = h("div", { class: "similar", role: "status", hidden: true });
  (field.closest("label, .field") ?? field).after(box);
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  let last = "";

  /** @param {{claim: Claim, rating: {label: string, colour: string}|null}[]} found */
  const show = (found) => {
    const was = box.hidden;
    box.hidden = found.length === 0;
    fill(box, h("p", {}, "Said before?"), h("ul", {}, ...found.map(({ claim, rating }) => {
      const can = offer(claim);
      return h("li", {}, h("a", { href: `/claims/${claim.id}/`, target: "_blank", rel: "noopener", dir: "auto" }, claim.text), " ",
        rating ? h("span", { class: `rating colour-${rating.colour}` }, rating.label) : h("span", { class: `badge state-${claim.state}` }, claim.state.replace("_", " ")),
        can && h("button", { type: "button", class: "button button-quiet", onclick: () => can.does(claim) }, can.label));
    })));
    if (!box.hidden || !was) resized();
  };

  const ask = async () => {
    const text = field.value.trim();
    if (text === last) return;
    last = text;
    if (text.length < SHORTEST) return show([]);
    try {
      const { results } = await send("GET", `/api/v1/claims/similar/?${new URLSearchParams({ project, text: text.slice(0, 2000) })}`);
      if (text === last && field.isConnected) show(results.filter((/** @type {any} */ r) => r.claim.id !== except).slice(0, SHOWN));
    } catch {
      last = ""; // a help, no more: without a network there is none
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  ask();
}

/**
 * The claim's own page: what says the same can be named as what this claim repeats, if that step is open here.
 * @param {HTMLTextAreaElement} field
 */
export function watchClaim(field) {
  const name = document.querySelector("input[id$='duplicate_of-name']");
  watch(field, {
    project: field.dataset.similar ?? "",
    except: field.dataset.claim,
    offer: () => (name instanceof HTMLInputElement ? { label: "This repeats it…", does: (claim) => repeats(name, claim) } : null),
  });
}

/** Opens the step, with the claim named. @param {HTMLInputElement} name @param {Claim} claim */
function repeats(name, claim) {
  name.closest("details")?.setAttribute("open", "");
  name.value = `${location.origin}/claims/${claim.id}/`;
  name.dispatchEvent(new Event("input", { bubbles: true }));
  name.focus();
}
