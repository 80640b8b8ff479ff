/** A claim's page: things chosen by name, questions in their order, claims that say the same, and comments that name people. */
import { enhanceByName } from "../ui/by-name.js";
import { enhanceComments } from "../ui/comments.js";
import { enhanceMentions } from "../ui/mentions.js";
import { enhanceAnswers, enhanceQuestions } from "../ui/questions.js";

export function start() {
  enhanceByName(document);
  enhanceAnswers(document);
  enhanceComments(document);
  enhanceMentions(document);
  const text = document.querySelector("textarea[data-similar]");
  if (text instanceof HTMLTextAreaElement) text.addEventListener("focus", () => import("../ui/similar.js").then((m) => m.watchClaim(text)), { once: true });
  const questions = document.querySelector("[data-questions]");
  if (questions instanceof HTMLElement) enhanceQuestions(document, questions.dataset.questions ?? "");
}

if (typeof document !== "undefined") start();
