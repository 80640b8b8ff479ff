/**
 * The shapes the API speaks, for the type checker alone: no page loads this file.
 * Every start and end here counts code points; UTF-16 is called `from` and `to` and lives in Span.
 *
 * @typedef {"direct"|"partial"|"indirect"|"scare"|"statement"} Kind
 * @typedef {{start: number|null, end: number|null, exact: string, state?: string}} Segment
 * @typedef {{id: string, name: string}} Person
 * @typedef {{id: string, article: string, kind: Kind, tone: string, speaker: string|null, parent: string|null, note: string, origin?: string, revision?: number,
 *   segments: Segment[], author: Person, version: number}} Quote
 * @typedef {{id: string, text: string, state: string, quotes: string[], speaker: string|null, version: number,
 *   decision?: {rating_label: string, rating_colour: string}|null}} Claim
 * @typedef {{id: string, name: string, aliases?: string[], version?: number}} Speaker
 * @typedef {{object_type: string, object_id: string, version: number, action: string, actor: Person|null, object: any}} Row
 *   of the change feed
 *
 * @typedef {{from: number, to: number}} Stretch      UTF-16, in the model's text
 * @typedef {Stretch & {id: string, kind: Kind}} Span a stretch of one quote
 */
export default {};
