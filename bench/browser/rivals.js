globalThis.process ??= { env: { NODE_ENV: "production" } }; // which one of them asks for

// Three ways to mark the same words of the same page, nothing else on it. `bench.ways[name]()` gets ready and answers how to
// show all spans and how to add one; both leave the rest to the next frame.
bench.ways = {
  async highlights({ model, highlighter }) {
    const { TextModel } = await import(model);
    const { Highlighter } = await import(highlighter);
    const text = new TextModel(document.querySelector("#text"));
    const paint = new Highlighter(text);
    return { show: (spans) => paint.reset(spans), add: (span) => paint.set(span.id, [span]) };
  },

  async spans() {
    const blocks = [...document.querySelectorAll("#text [data-from]")].map((element) => ({ element, from: +element.dataset.from, text: element.textContent, spans: [] }));
    const wrap = ({ element, from, text, spans }) => {
      const cuts = [...new Set([0, text.length, ...spans.flatMap((s) => [Math.max(0, s.from - from), Math.min(text.length, s.to - from)])])].sort((a, b) => a - b);
      element.replaceChildren(...cuts.slice(1).map((to, i) => {
        const names = spans.filter((s) => s.from - from < to && s.to - from > cuts[i]).map((s) => `hl-${s.kind}`);
        const words = text.slice(cuts[i], to);
        if (!names.length) return words;
        const mark = document.createElement("mark");
        mark.className = [...new Set(names)].join(" ");
        mark.textContent = words;
        return mark;
      }));
    };
    const touched = (span) => blocks.filter(({ from, text }) => from < span.to && from + text.length > span.from);
    return {
      show: (spans) => {
        let first = 0;
        for (const span of spans) {
          while (blocks[first].from + blocks[first].text.length <= span.from) first++;
          for (let i = first; i < blocks.length && blocks[i].from < span.to; i++) blocks[i].spans.push(span);
        }
        for (const block of blocks) if (block.spans.length) wrap(block);
      },
      add: (span) => touched(span).forEach((block) => (block.spans.push(span), wrap(block))),
    };
  },

  async recogito() {
    const annotator = RecogitoJS.createTextAnnotator(document.querySelector("#text"), { renderer: "CSS_HIGHLIGHTS", annotatingEnabled: false });
    const text = document.querySelector("#text").textContent;
    const annotation = ({ id, from, to }) => ({ id, bodies: [], target: { annotation: id, selector: [{ start: from, end: to, quote: text.slice(from, to) }] } });
    return { show: (spans) => annotator.setAnnotations(spans.map(annotation)), add: (span) => annotator.addAnnotation(annotation(span)) };
  },
};

// Into `bench.result`: milliseconds to the frame that shows all, of each one added, between frames while scrolling.
bench.compare = (...how) => bench.comparing(...how).catch((trouble) => (bench.result = { trouble: String(trouble.stack) }));
bench.comparing = async (name, addresses, spans, visible) => {
  const way = await bench.ways[name](addresses);
  await bench.frame();
  const began = performance.now();
  way.show(spans);
  const shown = (await bench.frame()) - began;
  await new Promise((done) => setTimeout(done, 500));
  const added = [];
  for (const span of visible) {
    const from = performance.now();
    way.add(span);
    added.push((await bench.frame()) - from);
  }
  bench.result = { shown, added, frames: await bench.scroll(150, 60), words: document.querySelectorAll("mark").length + bench.painted() };
};
