/**
 * Answering a comment: the form below takes note of which one, and says so.
 *
 *   <button data-reply="id" data-author="Ada">Reply</button>
 *   <form data-comments><p class="answering-to" hidden></p><input type="hidden" name="reply_to"><textarea name="text"></textarea></form>
 *
 * The form is the nearest one after the comment: of the same card or section.
 */
import { fill, h } from "../dom/h.js";

/** @param {Document} page */
export function enhanceComments(page) {
  page.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-reply]");
    if (button instanceof HTMLElement) answer(button);
  });
}

/** @param {HTMLElement} button */
function answer(button) {
  const form = button.closest("article, section")?.querySelector("form[data-comments]");
  const to = form?.querySelector(".answering-to");
  const hidden = form?.querySelector("input[name=reply_to]");
  if (!(form instanceof HTMLFormElement) || !(to instanceof HTMLElement) || !(hidden instanceof HTMLInputElement)) return;
  form.closest("details")?.setAttribute("open", "");
  hidden.value = button.dataset.reply ?? "";
  const text = /** @type {HTMLTextAreaElement|null} */ (form.querySelector("textarea"));
  const leave = () => {
    hidden.value = "";
    to.hidden = true;
    text?.focus();
  };
  fill(to, `Answering ${button.dataset.author}`, h("button", { type: "button", class: "button button-quiet", onclick: leave }, "Not an answer"));
  to.hidden = false;
  text?.focus();
}
