/**
 * A claim's questions: moved up and down, by buttons or by Alt and an arrow from anywhere in a question; and answered.
 *
 *   <section class="question" data-question="id" data-version="1" data-order="2"><h3>…</h3>
 *     <button data-move="up">↑</button> <button data-move="down">↓</button> <a href="#new-evidence" data-answers="id">Answer it</a></section>
 *   <details id="new-evidence"><form>…<select name="question">…</select></form></details>
 *   <p role="status" id="order-told"></p>
 *
 * Moving down is the next one's moving up: taking a place pushes whoever has it on by one, so each move is one write.
 */
import { h } from "../dom/h.js";
import { all, send } from "../net/api.js";

/** @param {Document} page @param {string} url the claim's questions in the API */
export function enhanceQuestions(page, url) {
  const told = page.querySelector("#order-told");
  /** Moves are made one after the other. @type {Promise<void>} */
  let turn = Promise.resolve();
  const shift = (/** @type {HTMLElement} */ focused, /** @type {string} */ move) => (turn = turn.then(() => carry(focused, move)));

  page.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target.closest("[data-move], [data-answers]") : null;
    if (!(target instanceof HTMLElement)) return;
    const { move, answers } = target.dataset;
    if (answers) answer(page, answers, event);
    else if (move) shift(target, move);
  });
  page.addEventListener("keydown", (event) => {
    const move = event.altKey && !event.ctrlKey && !event.metaKey && { ArrowUp: "up", ArrowDown: "down" }[event.key];
    const target = event.target instanceof HTMLElement && event.target.closest("[data-question]") ? event.target : null;
    if (!move || !target?.closest("[data-question]")?.querySelector("[data-move]")) return;
    event.preventDefault();
    shift(target, move);
  });

  /** @param {HTMLElement} focused @param {string} move */
  async function carry(focused, move) {
    const question = /** @type {HTMLElement|null} */ (focused.closest("[data-question]"));
    const sections = /** @type {HTMLElement[]} */ ([...page.querySelectorAll("[data-question]")]);
    const place = question ? sections.indexOf(question) : -1;
    const [above, below] = move === "up" ? [sections[place - 1], question] : [question, sections[place + 1]];
    if (!above || !below) return tell(move === "up" ? "It is the first." : "It is the last.");
    try {
      await send("PATCH", `${url}${below.dataset.question}/`, { body: { order: Number(above.dataset.order) }, key: crypto.randomUUID(), version: below.dataset.version, tries: 4 });
      above.before(below);
      focused.focus(); // at once: moving took it away, and the next key may be there already
      for (const now of await all(url)) refresh(page, now);
      tell(`Now ${[...page.querySelectorAll("[data-question]")].indexOf(/** @type {HTMLElement} */ (question)) + 1} of ${sections.length}.`);
    } catch (trouble) {
      fail(/** @type {HTMLElement} */ (question), /** @type {Error} */ (trouble).message);
    }
  }

  /** @param {string} sentence */
  function tell(sentence) {
    if (told) told.textContent = sentence;
  }
}

/** What was sent of a question is what is there now. @param {Document} page @param {{id: string, version: number, order: number}} now */
function refresh(page, now) {
  const section = page.querySelector(`[data-question="${now.id}"]`);
  if (!(section instanceof HTMLElement)) return;
  Object.assign(section.dataset, { version: now.version, order: now.order });
  for (const form of section.querySelectorAll(`form[action$="/questions/${now.id}/"]`)) /** @type {HTMLElement} */ (form).dataset.etag = String(now.version);
}

/** @param {HTMLElement} question @param {string} message */
function fail(question, message) {
  question.querySelector(":scope > .problem")?.remove();
  question.prepend(h("p", { class: "problem", role: "alert" }, `${message} `, h("a", { href: "" }, "Load the page again")));
}

/** Opens the form for new evidence with the question chosen. @param {Document} page @param {string} id @param {Event} event */
function answer(page, id, event) {
  const details = page.querySelector("#new-evidence");
  const chosen = details?.querySelector("select[name=question]");
  if (!(details instanceof HTMLDetailsElement) || !(chosen instanceof HTMLSelectElement)) return;
  event.preventDefault();
  details.open = true;
  chosen.value = id;
  details.scrollIntoView({ block: "start" });
  /** @type {HTMLElement|null} */ (details.querySelector("[name=title]"))?.focus({ preventScroll: true });
}

/** An answer goes with its question: without one nothing is sent of it. @param {ParentNode} page */
export function enhanceAnswers(page) {
  for (const select of page.querySelectorAll(".answering select[name=question]")) {
    select.closest("form")?.addEventListener("form:collect", (event) => {
      const { body } = /** @type {CustomEvent} */ (event).detail;
      if (!body.question) Object.assign(body, { question: null, answer: "", answer_kind: "" });
    });
  }
}
