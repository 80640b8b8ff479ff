/**
 * Who else has the article open, as initials in the bar; or that the page has lost touch.
 *
 *   <ul class="here" id="here" aria-label="Also here"><li><span class="face" title="Ada" aria-hidden="true">Ad</span> …
 */
import { fill, h } from "../dom/h.js";
import { signInUrl } from "../net/session.js";

const FACES = 4;

/** @param {string} name @returns {string} "Ada Berg" is AB, "Ada" is AD */
export function initials(name) {
  const words = name.trim().split(/\s+/u);
  const letters = words.length > 1 ? [words[0], words[words.length - 1]].map((word) => [...word][0]) : [...words[0]].slice(0, 2);
  return letters.join("").toLocaleUpperCase();
}

/** @param {Element} list @param {{id: string, name: string}[]} people */
export function showPeople(list, people) {
  const more = people.slice(FACES);
  const names = more.map((p) => p.name).join(", ");
  const face = (/** @type {string} */ shown, /** @type {string} */ name) =>
    h("li", {}, h("span", { class: "face", title: name, "aria-hidden": "true" }, shown), h("span", { class: "visually-hidden" }, name));
  fill(list, ...people.slice(0, FACES).map((p) => face(initials(p.name), p.name)), more.length > 0 && face(`+${more.length}`, names));
}

/** @param {Element} list @param {import("../net/feed.js").State} state */
export function showLost(list, state) {
  fill(list, state === "signed-out"
    ? h("li", {}, h("a", { href: signInUrl(), target: "_blank", rel: "opener" }, "Signed out"))
    : h("li", { class: "muted", title: "What others do is shown again once the server answers." }, "Not live"));
}
