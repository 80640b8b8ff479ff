/** The reference of the API in the reader's own colours: Swagger UI is dark by a class alone. */
export function start() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paint = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
  dark.addEventListener("change", paint);
  paint();
}

if (typeof document !== "undefined") start();
