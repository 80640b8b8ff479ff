/**
 * The pointer over the text: a click makes the quote under it the current one, the shortest first and then the next; moving
 * shows what a click would take.
 */

/**
 * @param {import("./sheet.js").Sheet} sheet
 * @param {import("../ui/selection.js").WordSelection} selection
 */
export function watchPointer(sheet, selection) {
  const { paint } = sheet;
  const { root } = paint.model;
  root.addEventListener("click", (event) => {
    if (selection.stretch || !getSelection()?.isCollapsed) return;
    const ids = paint.hit(event.clientX, event.clientY);
    sheet.focus(ids.length ? ids[(ids.indexOf(sheet.current ?? "") + 1) % ids.length] : null, { scroll: false });
  });
  let frame = 0;
  root.addEventListener("pointermove", ({ clientX, clientY, buttons }) => {
    frame ||= buttons ? 0 : requestAnimationFrame(() => {
      frame = 0;
      const [id = null] = paint.hit(clientX, clientY);
      paint.mark("hover", id);
      root.classList.toggle("is-over", Boolean(id));
    });
  });
}
