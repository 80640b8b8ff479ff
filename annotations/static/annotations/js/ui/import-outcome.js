/**
 * What a rehearsal found, as the page shows it: what would come in, what is here already, what cannot be taken and why, and
 * the words of the file that somebody has to map.
 */
import { h } from "../dom/h.js";
import { inWords } from "../core/import-words.js";

/**
 * @typedef {{line: number|null, pointer: string, detail: string, remedy: string}} RowProblem
 * @typedef {{label: string, of: "kind"|"rating", count: number}} Label
 * @typedef {{rows: number, created: Record<string, number>, unchanged: Record<string, number>, labels: Label[], errors?: RowProblem[], count?: number, detail?: string}} Report
 * @typedef {{kind: string[], rating: {code: string, label: string}[]}} Maps
 */

/** What would come in. @param {Report} report @returns {HTMLElement[]} */
export function findings({ rows, created, unchanged }) {
  const there = inWords(unchanged);
  const besides = inWords(Object.fromEntries(["speakers", "sources", "people"].map((noun) => [noun, created[noun] ?? 0])));
  const fresh = inWords(created, { besides: false });
  return [
    h("p", { class: "outcome-words" }, fresh ? `${fresh} would come in.` : rows ? "Nothing here is new." : "There is nothing in this file."),
    h("p", { class: "muted" }, [`${rows.toLocaleString("en-GB")} ${rows === 1 ? "row" : "rows"} read.`, there && `Here already: ${there}.`, fresh && besides && `Along with it: ${besides}.`].filter(Boolean).join(" ")),
  ];
}

/** The rows that cannot be taken. @param {RowProblem[]} problems @param {number} count @returns {HTMLElement} */
export function problemTable(problems, count) {
  const head = h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Where"), h("th", { scope: "col" }, "Why, and what to do")));
  const rows = problems.map(({ line, pointer, detail, remedy }) =>
    h("tr", {}, h("td", { class: "place" }, line !== null ? `Line ${line.toLocaleString("en-GB")}` : pointer ? "" : "The file", pointer && h("code", {}, pointer)),
      h("td", {}, h("p", {}, detail), h("p", { class: "muted" }, remedy))));
  return h("div", {}, h("table", { class: "table problems" }, head, h("tbody", {}, ...rows)),
    count > problems.length && h("p", { class: "muted" }, `These are the first ${problems.length} of ${count.toLocaleString("en-GB")}.`));
}

/**
 * A choice for each word of the file.
 * @param {Label[]} labels @param {Maps} maps @param {Map<string, string>} chosen @param {() => void} onchange @returns {HTMLElement}
 */
export function labelMaps(labels, maps, chosen, onchange) {
  const rows = labels.map(({ label, of, count }, i) => {
    const choices = of === "kind" ? [...maps.kind.map((kind) => [kind, kind]), ["", "leave such marks out"]] : maps.rating.map(({ code, label: called }) => [code, called]);
    const select = h("select", {
      id: `map-${i}`,
      onchange: () => {
        if (select.selectedIndex) chosen.set(label, select.value);
        else chosen.delete(label);
        onchange();
      },
    }, h("option", { value: "" }, "choose …"), ...choices.map(([value, words]) => h("option", { value }, words)));
    if (chosen.has(label)) select.selectedIndex = 1 + choices.findIndex(([value]) => value === chosen.get(label));
    return h("li", {}, h("label", { for: `map-${i}`, dir: "auto" }, label, " ", h("small", {}, count === 1 ? "once" : `${count.toLocaleString("en-GB")} times`)), select);
  });
  return h("div", {}, h("h2", { class: "kicker" }, "Words of the file, and what they are here"), h("ul", { class: "maps" }, ...rows));
}
