/**
 * Elements from data. Sets attributes, listeners and text, never markup, so nothing anyone typed can become an element.
 *
 *   h("button", { type: "button", class: "button", onclick: save }, "Save ", h("kbd", {}, "s"))
 *
 * An attribute that is false, null or undefined is left out; true is set empty; a function is a listener.
 */

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node|string|number|false|null|undefined)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (name === "value" && "value" in element) /** @type {any} */ (element).value = value;
    else if (value !== false && value != null) element.setAttribute(name, value === true ? "" : String(value));
  }
  fill(element, ...children);
  return element;
}

/** Replaces what an element holds. @param {Element} element @param {...(Node|string|number|false|null|undefined)} children */
export function fill(element, ...children) {
  element.replaceChildren(...children.filter((c) => c !== false && c != null).map((c) => (c instanceof Node ? c : String(c))));
}

/** The element, which the page must have. @param {string} selector @param {ParentNode} [root] */
export function find(selector, root = document) {
  const element = root.querySelector(selector);
  if (!(element instanceof HTMLElement)) throw new Error(`The page has no ${selector}.`);
  return element;
}

/** Is someone typing there? @param {EventTarget|null} target */
export function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio]), textarea, select"));
}
