/* Reads the annotations of a page of Web Annotations as Recogito does, and prints what it makes of them. */

import { readFileSync } from 'node:fs';

// The library puts its styles into a page as it is loaded; there is none.
globalThis.window = globalThis;
globalThis.HTMLElement = class {};
globalThis.document = { createElement: () => ({ appendChild() {} }), createTextNode: () => ({}), head: { appendChild() {} } };

const { parseW3CTextAnnotation } = await import('@recogito/text-annotator');
const { items } = JSON.parse(readFileSync(process.argv[2], 'utf8')).first;
const read = items.map((item) => ({ motivation: item.motivation, ...parseW3CTextAnnotation(item) }));
process.stdout.write(JSON.stringify(read.map(({ error, ...one }) => ({ ...one, error: error?.message }))));
