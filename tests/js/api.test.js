import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Refusal, Unreachable, send } from "../../annotations/static/annotations/js/net/api.js";

const json = (/** @type {number} */ status, /** @type {any} */ data) => new Response(JSON.stringify(data), { status, headers: { "Content-Type": "application/problem+json" } });
/** @type {(options: RequestInit) => Promise<Response>} */
let server;
/** What was to happen, and after how many milliseconds. @type {{act: () => void, after: number}[]} */
let timers;
const { setTimeout } = globalThis;

beforeEach(() => {
  timers = [];
  globalThis.document = /** @type {any} */ ({ querySelector: () => null });
  globalThis.fetch = /** @type {any} */ ((/** @type {string} */ _, /** @type {RequestInit} */ options) => server(options));
  globalThis.setTimeout = /** @type {any} */ ((/** @type {() => void} */ act, /** @type {number} */ after) => timers.push({ act, after }));
});
afterEach(() => {
  globalThis.setTimeout = setTimeout;
  Reflect.deleteProperty(globalThis, "document");
});

const post = (/** @type {any} */ body) => send("POST", "/api/v1/quotes/", { body, key: "k" });
const gaveUp = (/** @type {Error} */ trouble) => trouble instanceof Unreachable && trouble.status === 0;
/** A connection that died without a word: it ends when the one who waits gives up. @param {RequestInit} options @returns {Promise<Response>} */
const silence = ({ signal }) => new Promise((_, fail) => signal?.addEventListener("abort", () => fail(signal.reason)));

test("a connection that says nothing is given up, and nothing is known to have happened", async () => {
  server = silence;
  const sent = assert.rejects(post({ note: "n" }), gaveUp);
  assert.ok(timers[0].after < 31_000);
  timers[0].act();
  await sent;
});

test("so is one that dies in the middle of its answer", async () => {
  server = async ({ signal }) => {
    const start = (/** @type {any} */ stream) => (stream.enqueue(new TextEncoder().encode('{"id": ')), signal?.addEventListener("abort", () => stream.error(signal.reason)));
    return new Response(new ReadableStream({ start }), { status: 201, headers: { "Content-Type": "application/json" } });
  };
  const sent = assert.rejects(post({}), Unreachable);
  await new Promise(setImmediate);
  timers[0].act();
  await sent;
});

test("a long text has time to leave", async () => {
  server = silence;
  const sent = assert.rejects(post({ text: "x".repeat(5_000_000) }), gaveUp);
  assert.ok(timers[0].after > 300_000);
  timers[0].act();
  await sent;
});

test("a no is a refusal in the server's words, trouble is not", async () => {
  server = async () => json(412, { title: "Stale", detail: "Somebody was faster.", current: { id: "q", version: 4 } });
  await assert.rejects(send("PATCH", "/api/v1/quotes/q/", { body: {}, version: 3 }), (no) => no instanceof Refusal && no.message === "Somebody was faster." && no.problem.current.version === 4);
  for (const status of [429, 500, 502, 503]) {
    server = async () => new Response("<h1>Bad gateway</h1>", { status, headers: { "Content-Type": "text/html" } });
    await assert.rejects(send("GET", "/api/v1/me/"), (trouble) => trouble instanceof Unreachable && trouble.status === status);
  }
});
