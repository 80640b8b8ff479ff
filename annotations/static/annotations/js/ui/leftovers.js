/**
 * Edits that an article's page could not send before it was closed: whatever page the same person opens sends them, and says so.
 *
 *   <meta name="person" content="id"> … <p class="banner" id="unsent" role="status" hidden></p>
 */
import { fill, find, h } from "../dom/h.js";
import { signInUrl } from "../net/session.js";
import { Store } from "../net/store.js";

const THANKS_FOR = 6_000;

/** @param {string} person whose edits */
export async function sendLeftovers(person) {
  const store = new Store();
  const mine = new Set((await store.load()).filter((entry) => entry.by === person).map((entry) => entry.key));
  if (!mine.size) return;
  const [{ Outbox }, { Sync }] = await Promise.all([import("../core/outbox.js"), import("../net/sync.js")]);
  const line = find("#unsent");
  const outbox = new Outbox(person);
  const sync = new Sync(outbox, store, "/api/v1/", show);
  await sync.recover();

  /** What is made in other tabs meanwhile is told there. */
  function show() {
    const left = outbox.entries.filter((entry) => mine.has(entry.key));
    const stuck = left.filter((entry) => entry.state === "stuck");
    const waiting = left.length - stuck.length;
    const state = stuck.length ? "stuck" : !waiting ? "saved" : sync.phase === "saved" ? "saving" : sync.phase;
    if (state === "saved" && line.dataset.state === "saved") return;
    const made = `${count(waiting)} made before`;
    const wait = waiting === 1 ? "waits" : "wait";
    line.hidden = false;
    line.dataset.state = state;
    fill(line,
      state === "stuck" && h("span", {}, `${count(stuck.length)} made before ${stuck.length === 1 ? "needs" : "need"} you. `, h("a", stuck[0].under ? { href: `/${stuck[0].under}review/` } : { href: `/articles/${stuck[0].article}/` }, stuck[0].under ? "Look at the verdict" : "Look at the article")),
      state === "saving" && `Sending ${made}…`,
      state === "waiting" && `${made} still ${wait} on this device. Sent as soon as the server answers.`,
      state === "sign-in" && h("span", {}, `${made} ${wait} on this device. `, h("a", { href: signInUrl() }, "Sign in to send")),
      state === "saved" && `${count(mine.size)} made before ${mine.size === 1 ? "is" : "are"} saved now.`);
    if (state === "saved") setTimeout(() => (line.hidden = true), THANKS_FOR);
  }
}

/** @param {number} n */
function count(n) {
  return `${n} ${n === 1 ? "edit" : "edits"}`;
}
