/** Short names for programs, out of names for people. */

/** "Größtenteils wahr!" is "grosstenteils-wahr"; what has no Latin letters gives nothing. @param {string} name */
export function codeOf(name) {
  const plain = name.replaceAll("ß", "ss").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 80);
}
