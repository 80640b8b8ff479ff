/** Adding an article: the file is read here, an empty title becomes the text's first line, a new source is made by name. */
import { find } from "../dom/h.js";
import { enhanceByName } from "../ui/by-name.js";
import { readInto } from "../ui/text-file.js";

const TITLE_LENGTH = 200;

export function start() {
  const text = /** @type {HTMLTextAreaElement} */ (find("#text"));
  const title = /** @type {HTMLInputElement} */ (find("#title"));
  const file = /** @type {HTMLInputElement} */ (find("#file"));
  let given = "";
  const name = () => {
    if (title.value && title.value !== given) return; // somebody wrote it
    const line = text.value.split("\n").find((l) => l.trim()) ?? "";
    given = title.value = [...line.trim()].slice(0, TITLE_LENGTH).join("");
  };
  text.addEventListener("change", name);
  readInto(file, text, name);
  enhanceByName(document);
}

if (typeof document !== "undefined") start();
