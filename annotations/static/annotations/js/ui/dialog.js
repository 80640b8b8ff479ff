/**
 * A dialog made when needed and gone when closed.
 *
 *   <dialog class="dialog" aria-labelledby><header class="dialog-head"><h2>…</h2><button>Close</button></header>…</dialog>
 */
import { h } from "../dom/h.js";

/**
 * @param {string} title @param {...(Node|string)} body
 * @returns {HTMLDialogElement} shown, modal; the focus returns to where it was when it closes
 */
export function openDialog(title, ...body) {
  const id = `dialog-${crypto.randomUUID()}`;
  const dialog = h("dialog", { class: "dialog", "aria-labelledby": id, onclose: () => dialog.remove() },
    h("header", { class: "dialog-head" }, h("h2", { id }, title),
      h("button", { type: "button", class: "button button-small", onclick: () => dialog.close() }, "Close")),
    ...body);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
