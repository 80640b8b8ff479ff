/**
 * What a card shows and what it can ask for, for the type checker alone: no page loads this file.
 *
 * @typedef {import("../core/types.js").Quote} Quote
 * @typedef {import("../core/types.js").Claim} Claim
 * @typedef {import("../core/outbox.js").Entry} Entry
 * `writing`: what is being typed is handed over in a moment, or was.
 * `parent` is the quote it lies in, `depth` how many it lies in, `around` one it could be said to lie in.
 *
 * @typedef {{quote: Quote, speaker: string, claims: Claim[], entries: Entry[], current: boolean, editable: boolean, me: string,
 *   parent: Quote|null, depth: number, around: Quote|null}} View
 * @typedef {{
 *   open: (id: string) => void, change: (id: string, patch: Partial<Quote>) => void, speaker: (id: string, name: string) => void,
 *   remove: (id: string) => void, extend: (id: string) => void, make: (id: string, text: string, speaker: string) => void,
 *   join: (id: string, claim: string, found?: Claim) => void, leave: (id: string, claim: string) => void, claims: () => Claim[], resized: () => void,
 *   writing: (on: boolean) => void,
 *   discard: (entry: Entry) => void, insist: (entry: Entry) => void, say: (field: string, value: any) => string,
 * }} Actions
 */
export default {};
