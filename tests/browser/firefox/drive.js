/**
 * Firefox for a Python test, over WebDriver BiDi: each line of standard input is a call on its one page, each line of output the answer.
 *
 *   node drive.js FOLDER_OF_NODE_PACKAGES PATH_OF_FIREFOX
 *   {"on": "mouse", "call": "move", "with": [10, 20]}  ->  {"answer": null}  or  {"trouble": "…"}
 */
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [packages, executablePath] = process.argv.slice(2);
const { resolve } = createRequire(`${packages}/package.json`);
const { default: puppeteer } = await import(pathToFileURL(resolve("puppeteer-core")).href);
const browser = await puppeteer.launch({
  browser: "firefox", executablePath, headless: true,
  extraPrefsFirefox: { "privacy.reduceTimerPrecision": false }, // else its clock counts whole milliseconds
});
const page = await browser.newPage();
await page.setViewport({ width: 1360, height: 900 });

const calls = {
  /** What Playwright takes: an expression, or a function and what it is called with. */
  "page.evaluate": (source, given = null) => page.evaluate(`(async () => { const it = (${source}); return typeof it === "function" ? it(${JSON.stringify(given)}) : it; })()`),
  "page.add_init_script": (script) => page.evaluateOnNewDocument(script).then(() => null),
  "page.wait_for_timeout": (ms) => new Promise((done) => setTimeout(done, ms, null)),
  /** All that is asked for by an address with these words in it has this answer. */
  "page.answer": async (words, body) => {
    await page.setRequestInterception(true);
    page.on("request", (request) => (request.method() === "GET" && request.url().includes(words)
      ? request.respond({ contentType: "application/json", body }) : request.continue()));
    return null;
  },
  "page.until": (source) => page.waitForFunction(source, { timeout: 15_000 }).then(() => null),
  "keyboard.press": async (keys) => {
    const [key, ...held] = keys.split("+").reverse();
    for (const one of held) await page.keyboard.down(one);
    await page.keyboard.press(key);
    for (const one of held) await page.keyboard.up(one);
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { on, call, with: given } = JSON.parse(line);
  const own = calls[`${on}.${call}`] ?? ((...all) => (on === "page" ? page : page[on])[call](...all));
  try {
    const answer = await own(...given);
    console.log(JSON.stringify({ answer: call === "goto" ? null : (answer ?? null) }));
  } catch (trouble) {
    console.log(JSON.stringify({ trouble: String(trouble) }));
  }
}
await browser.close();
