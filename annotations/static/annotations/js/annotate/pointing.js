/**
 * The pointer over the text: a click makes the quote under it the current one, the shortest first and then the next; moving
 * shows what a click would take.
 */
export class Pointing {
  /**
   * @param {import("./sheet.js").Sheet} sheet
   * @param {import("../ui/selection.js").WordSelection} selection @param {import("./resizing.js").Resizing} resizing
   */
  constructor(sheet, selection, resizing) {
    this.sheet = sheet;
    this.selection = selection;
    this.resizing = resizing;
    const { paint } = sheet;
    const { root } = paint.model;
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

  /** @param {MouseEvent} event a click on the text */
  click({ clientX, clientY }) {
    const { sheet, selection } = this;
    if (selection.stretch || !getSelection()?.isCollapsed) return;
    const ids = sheet.paint.hit(clientX, clientY);
    sheet.focus(ids.length ? ids[(ids.indexOf(sheet.current ?? "") + 1) % ids.length] : null, { scroll: false });
    this.resizing.touch(sheet.paint.model.offsetFromPoint(clientX, clientY));
  }
}
