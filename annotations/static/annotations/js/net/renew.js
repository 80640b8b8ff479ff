/** A fresh CSRF token after signing in again elsewhere, read from the page itself. Loaded when the old one is refused. */
import { csrfToken, meta } from "./session.js";

/**
 * Reads the page again for a fresh CSRF token: signing in changes it.
 * @returns {Promise<boolean|null>} whether it changed; null when somebody else has signed in, as whom nothing is sent
 */
export async function renew() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = meta("csrf-token", page);
    if (!token || token === csrfToken()) return false;
    if (meta("person", page) !== meta("person")) return null;
    document.querySelector('meta[name="csrf-token"]')?.setAttribute("content", token);
    return true;
  } catch {
    return false;
  }
}
