// In every page that is measured: long tasks, frames, when things were seen to happen. Times are the page's own, in ms.
window.bench = {
  longTasks: [],

  /** When the frame that shows what was just done has left the main thread. */
  frame: () => new Promise(requestAnimationFrame).then(bench.drawn),

  /** The same, from within a frame: a message waits until it is drawn. */
  drawn: () => new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now());
    port2.postMessage(0);
  }),

  /** How many pieces the Custom Highlight API is asked to paint. */
  painted: () => [...(CSS.highlights?.values() ?? [])].reduce((sum, highlight) => sum + highlight.size, 0),

  /** When the first frame in which something holds has left the main thread. Looked at before it is drawn: what comes later is in the next. */
  async until(holds) {
    const began = performance.now();
    for (;;) {
      await new Promise(requestAnimationFrame);
      const held = holds();
      const left = await bench.drawn();
      if (held) return left;
      if (left - began > 60_000) throw new Error(`Not in a minute: ${holds}`);
    }
  },

  /** How the page opened, once it has: when the text was seen, the first quotes, the last of them arrived and were painted. */
  async opening(path) {
    const answers = performance.getEntriesByType("resource").filter(({ name }) => name.includes(path));
    return {
      seen: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
      first: await bench.first,
      arrived: Math.max(...answers.map(({ responseEnd }) => responseEnd)),
      painted: await bench.ready,
      tasks: bench.longTasks.map(({ duration }) => duration),
    };
  },

  /** Selects words in the middle of the window, each time others. */
  select() {
    scrollBy(0, 150);
    const blocks = [...document.querySelectorAll("#text [data-start]")];
    const block = blocks.find((b) => b.getBoundingClientRect().top > 200);
    const node = document.createTreeWalker(block, NodeFilter.SHOW_TEXT).nextNode();
    const words = [...node.data.matchAll(/\b\w+\b/g)];
    const [from, to] = [words[3], words[9]];
    document.querySelector("#text").focus({ preventScroll: true });
    getSelection().setBaseAndExtent(node, from.index, node, to.index + to[0].length);
  },

  /** From the next such event on: `seen` will be how long it took until a frame showed the selected words as the current quote. */
  watch(type) {
    const words = String(getSelection());
    const shown = () => [...(CSS.highlights.get("current") ?? [])].map((range) => range.startContainer.data.slice(range.startOffset, range.endOffset)).includes(words);
    bench.seen = new Promise((done) => addEventListener(type, async ({ timeStamp }) => {
      done((await bench.until(shown)) - timeStamp);
    }, { once: true, capture: true }));
  },

  /** The time between frames, as the page is moved by so much in each. */
  async scroll(frames, by) {
    const times = [];
    let last = await new Promise(requestAnimationFrame);
    for (let i = 0; i < frames; i++) {
      scrollBy(0, by);
      const now = await new Promise(requestAnimationFrame);
      times.push(now - last);
      last = now;
    }
    return times;
  },
};
addEventListener("DOMContentLoaded", () => {
  if (!document.querySelector("#annotate")) return;
  bench.first = bench.until(() => bench.painted() > 0);
  bench.ready = bench.until(() => document.querySelector('[data-load="ready"]'));
});
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) bench.longTasks.push({ startTime, duration });
}).observe({ type: "longtask", buffered: true });
