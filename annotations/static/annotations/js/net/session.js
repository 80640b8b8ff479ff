/**
 * What the page was told about the session, and where one signs in again.
 *
 *   <meta name="csrf-token" content="…">
 */

/** @param {string} name @param {ParentNode} [page] */
export function meta(name, page = document) {
  return page.querySelector(`meta[name="${name}"]`)?.getAttribute("content") ?? "";
}

/** @returns {string} */
export function csrfToken() {
  return meta("csrf-token");
}

/** Where one signs in. The page comes back afterwards. */
export function signInUrl() {
  return `/accounts/login/?next=${encodeURIComponent(location.pathname)}`;
}
