/**
 * JSON over fetch to /api/v1/. A write carries its CSRF token, an idempotency key that stays the same when it is tried
 * again, and If-Match. What comes back is data, a Refusal with the server's sentence, or Unreachable.
 */
import { csrfToken } from "./session.js";

/** A connection may die without a word: this many milliseconds without an answer, and as many again for every so many bytes sent, are enough. */
const PATIENCE = 30_000;
const PATIENCE_BYTES = 500_000;

/** @typedef {import("../core/outbox.js").Problem} Problem */

/** The server answered and said no. */
export class Refusal extends Error {
  /** @param {Problem} problem */
  constructor(problem) {
    super(problem.detail || problem.title);
    this.problem = problem;
    this.status = problem.status;
  }
}

/** No answer, or one that says "later": nothing is known to have happened. */
export class Unreachable extends Error {
  /** @param {string} message @param {number} status 0 when nobody answered */
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {{body?: any, key?: string, version?: number|string|null, tries?: number}} [options] tries: how often in all, on trouble
 * @returns {Promise<any>} the answered object; null for 204
 */
export async function send(method, path, { body, key, version, tries = 1 } = {}) {
  for (let attempt = 1, renewed = false; ; attempt++) {
    try {
      return await once(method, path, { body, key, version });
    } catch (trouble) {
      if (trouble instanceof Refusal && trouble.status === 403 && method !== "GET" && !renewed) {
        const fresh = await (await import("./renew.js")).renew();
        if (fresh === null) throw new Refusal({ status: 401, title: "", detail: "Somebody else has signed in here. Sign in again to go on.", errors: [] });
        renewed = fresh; // signed in again elsewhere: the old CSRF token was the trouble
        if (renewed) continue;
      }
      if (!(trouble instanceof Unreachable) || attempt >= tries) throw trouble;
      await new Promise((done) => setTimeout(done, 400 * 2 ** attempt));
    }
  }
}

/** @param {string} method @param {string} path @param {{body?: any, key?: string, version?: number|string|null}} write */
async function once(method, path, { body, key, version }) {
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json" };
  if (method !== "GET") headers["X-CSRFToken"] = csrfToken();
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (key) headers["Idempotency-Key"] = key;
  if (version != null) headers["If-Match"] = `"${version}"`;
  const sent = body === undefined ? undefined : JSON.stringify(body);
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE * (1 + (sent?.length ?? 0) / PATIENCE_BYTES));
  try {
    return await read(await fetch(path, { method, headers, body: sent, credentials: "same-origin", signal: patience.signal }));
  } catch (trouble) {
    throw trouble instanceof Refusal || trouble instanceof Unreachable ? trouble : new Unreachable("The server cannot be reached.", 0);
  } finally {
    clearTimeout(timer);
  }
}

/** @param {Response} answer */
async function read(answer) {
  if (answer.status === 204) return null;
  const isJson = /\bjson\b/.test(answer.headers.get("Content-Type") ?? "");
  const data = isJson ? await answer.json().catch(() => null) : null;
  if (answer.ok && data) return data;
  if (answer.ok || answer.status >= 500 || answer.status === 429) throw new Unreachable(data?.detail ?? "The server has trouble.", answer.status);
  throw new Refusal({
    status: answer.status,
    title: data?.title ?? answer.statusText,
    detail: data?.detail ?? data?.title ?? `The server refused this (${answer.status}).`,
    errors: Array.isArray(data?.errors) ? data.errors : [],
    ...(data?.current && { current: data.current }),
  });
}

/** Every row of a list, page after page. @param {string} path @param {(rows: any[]) => void} [onpage] @returns {Promise<any[]>} */
export async function all(path, onpage) {
  const rows = [];
  /** @type {string|null} */
  let next = path;
  while (next) {
    const page = await send("GET", next, { tries: 3 });
    rows.push(...page.results);
    onpage?.(page.results);
    const url = page.next && new URL(page.next, location.href);
    next = url ? url.pathname + url.search : null;
  }
  return rows;
}
