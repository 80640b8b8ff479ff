/** The kinds and tones of quotes, in the order of their keys and menus. */

export const KINDS = /** @type {import("./types.js").Kind[]} */ (["direct", "partial", "indirect", "scare", "statement"]);
export const TONES = ["literal", "ironic", "hypothetical", "question"];
