/** A claim's page: speakers, sources and claims are chosen by name. */
import { enhanceByName } from "../ui/by-name.js";

export function start() {
  enhanceByName(document);
}

if (typeof document !== "undefined") start();
