/** The one-time link presses its own button: a preview or a scanner, which runs no scripts, does not spend it. */
export function start() {
  const form = document.querySelector("#sign-in");
  if (form instanceof HTMLFormElement) form.submit();
}

if (typeof document !== "undefined") start();
