/**
 * Times in the reader's own zone. The page says it in UTC; this says it as people do, and keeps the exact time as a title.
 *
 *   <time datetime="2024-09-05T10:20:00Z">5 September 2024, 10:20 UTC</time>
 */

/** @param {ParentNode} page */
export function enhanceTimes(page) {
  const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
  for (const element of page.querySelectorAll("time[datetime*='T']")) {
    const time = new Date(element.getAttribute("datetime") ?? "");
    if (Number.isNaN(time.getTime())) continue;
    element.setAttribute("title", element.textContent?.trim() ?? "");
    element.textContent = format.format(time);
  }
}
