/**
 * Who is signed in, as the page was told, and how to learn it again after signing in elsewhere.
 *
 *   <meta name="csrf-token" content="…">
 */

/** @param {string} name @param {ParentNode} [page] */
function meta(name, page = document) {
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

/**
 * Reads the page again for a fresh CSRF token: signing in changes it.
 * @returns {Promise<boolean>} whether it changed
 */
export async function renew() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = meta("csrf-token", page);
    if (!token || token === csrfToken()) return false;
    document.querySelector('meta[name="csrf-token"]')?.setAttribute("content", token);
    return true;
  } catch {
    return false;
  }
}
