/**
 * Forms that write through the API. Every write of an ordinary page is one of these.
 *
 *   <form data-api data-method="PATCH" action="/api/v1/claims/…/" data-etag="3" data-then="/claims/{id}/">
 *     <p class="field"><label for="t">Text</label><textarea id="t" name="text"></textarea></p>
 *     <button class="button button-go">Save</button>
 *   </form>
 *
 *   data-method   POST (the default), PATCH or DELETE. DELETE sends no body.
 *   data-etag     the version the form was filled from; sent as If-Match.
 *   data-then     where to go afterwards: an address, with {field} filled in from the answer, or "reload". Without it the
 *                 form says "Saved." (or data-said), takes the new version and stays.
 *   data-confirm  a sentence to agree to first.
 *   data-keep     what is typed is kept on this device under this name until it is sent (keep.js): leaving does not ask.
 *
 * Fields go by their names; a dot nests: name="policy.readers". data-type on a field says what its text means:
 *   number, boolean ("true"/"false"; a lone checkbox is one anyway), json, list (split at commas and lines; boxes and
 *   options of one name are gathered), nullable (empty is null), optional (empty is left out). The pressed button's own
 *   name and value are sent too.
 *
 * Events on the form: "form:collect" {body}, to add to what is sent; "form:done" {answer}, preventDefault() stops data-then.
 *
 * What the person typed is never lost: refusals appear at their fields, a stale version shows both sides, an ended session
 * offers to sign in and sends again, and leaving with unsent words asks first.
 */
import { fill, h } from "../dom/h.js";
import { Refusal, send } from "../net/api.js";
import { renew } from "../net/renew.js";
import { signInUrl } from "../net/session.js";

/** @typedef {HTMLInputElement|HTMLSelectElement|HTMLTextAreaElement} Field */
/** @typedef {import("../core/outbox.js").Problem} Problem */

/** @param {HTMLFormElement} form @returns {Field[]} */
function fieldsOf(form) {
  return /** @type {Field[]} */ ([...form.elements].filter((e) => e.matches("input[name]:not([type=submit], [type=file]), select[name], textarea[name]") && !e.matches(":disabled")));
}

/** What one field says; undefined is nothing. @param {Field} field @returns {any} */
function valueOf(field) {
  const type = field.dataset.type ?? (field.matches("[type=checkbox]:not([value])") ? "boolean" : "");
  if (field instanceof HTMLInputElement && field.type === "checkbox" && type === "boolean") return field.checked;
  if (field.matches("[type=checkbox]")) return field.matches(":checked") ? [field.value] : [];
  if (field.matches("[type=radio]:not(:checked)")) return undefined;
  if (field instanceof HTMLSelectElement && field.multiple) return [...field.selectedOptions].map((o) => o.value);
  const { value } = field;
  if (type === "list") return value.split(/[,\n]/).map((s) => s.trim()).filter(Boolean);
  if (!type || value.trim()) return !type || type === "nullable" || type === "optional" ? value : type === "number" ? Number(value) : type === "boolean" ? value === "true" : JSON.parse(value);
  return type === "optional" ? undefined : null;
}

/** @param {HTMLFormElement} form @param {HTMLElement|null} [submitter] @returns {Record<string, any>} */
export function collect(form, submitter) {
  /** @type {Record<string, any>} */
  const body = {};
  const put = (/** @type {string} */ name, /** @type {any} */ value) => {
    const path = name.split(".");
    const last = path.pop() ?? "";
    const home = path.reduce((at, step) => (at[step] ??= {}), body);
    home[last] = Array.isArray(value) && Array.isArray(home[last]) ? [...home[last], ...value] : value;
  };
  for (const field of fieldsOf(form)) {
    const value = valueOf(field);
    if (value !== undefined) put(field.name, value);
  }
  if (submitter instanceof HTMLButtonElement && submitter.name) put(submitter.name, submitter.value);
  return body;
}

/** @param {HTMLFormElement} form */
export function enhanceForm(form) {
  const alert = h("div", { class: "notice notice-problem", role: "alert", tabindex: "-1", hidden: true });
  form.prepend(alert);
  const action = form.getAttribute("action") ?? ""; // form.action is a field, where one has that name
  let sent = "";
  let key = "";
  let busy = false;
  let untouched = JSON.stringify(safely(form));
  addEventListener("beforeunload", (event) => {
    if (form.isConnected && form.dataset.method !== "DELETE" && !("keep" in form.dataset) && JSON.stringify(safely(form)) !== untouched) event.preventDefault();
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { submitter } = /** @type {SubmitEvent} */ (event);
    const question = submitter?.dataset.confirm ?? form.dataset.confirm;
    if (!busy && (!question || confirm(question))) submit(submitter);
  });

  /** @param {HTMLElement|null} submitter */
  async function submit(submitter) {
    clear();
    let body;
    try {
      body = collect(form, submitter);
    } catch {
      return tell("One of the fields is not valid JSON.");
    }
    form.dispatchEvent(new CustomEvent("form:collect", { detail: { body } }));
    const method = form.dataset.method ?? "POST";
    const content = JSON.stringify([method, action, body, form.dataset.etag]);
    if (content !== sent) [sent, key] = [content, crypto.randomUUID()]; // the same words again are the same request
    working(true, submitter);
    try {
      const answer = await send(method, action, { body: method === "DELETE" ? undefined : body, key, version: form.dataset.etag ?? null, tries: 4 });
      untouched = JSON.stringify(safely(form));
      finish(answer);
    } catch (trouble) {
      working(false, submitter);
      if (trouble instanceof Refusal) refused(trouble.problem, body, submitter);
      else tell(`${/** @type {Error} */ (trouble).message} Nothing is lost: press the button again.`);
    }
  }

  /** @param {any} answer */
  function finish(answer) {
    if (!form.dispatchEvent(new CustomEvent("form:done", { detail: { answer }, cancelable: true }))) return working(false);
    const { then } = form.dataset;
    if (then === "reload") return location.reload();
    if (then) return location.assign(then.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(answer?.[name] ?? "")));
    if (answer?.version && form.dataset.etag) form.dataset.etag = String(answer.version);
    sent = "";
    working(false);
    const said = h("p", { class: "notice notice-good", role: "status" }, form.dataset.said ?? "Saved.");
    form.prepend(said);
    setTimeout(() => said.remove(), 6000);
  }

  /** @param {boolean} on @param {HTMLElement|null} [submitter] */
  function working(on, submitter) {
    busy = on;
    for (const field of fieldsOf(form)) if (!(field instanceof HTMLSelectElement)) field.readOnly = on; // what were typed now would go with the page, unsent
    form.setAttribute("aria-busy", String(on));
    for (const button of form.querySelectorAll("button:not([type=button])")) {
      /** @type {HTMLButtonElement} */ (button).disabled = on;
      button.toggleAttribute("aria-busy", on);
    }
    if (!on && document.activeElement === document.body) submitter?.focus();
  }

  function clear() {
    alert.hidden = true;
    for (const old of form.querySelectorAll(".problem[data-form]")) old.remove();
    for (const field of form.querySelectorAll("[aria-invalid]")) {
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-errormessage");
    }
  }

  /** @param {...(Node|string|null|false)} parts */
  function tell(...parts) {
    fill(alert, ...parts);
    alert.hidden = false;
    alert.scrollIntoView({ block: "nearest" });
  }

  /** @param {Problem} problem @param {Record<string, any>} body @param {HTMLElement|null} submitter */
  function refused(problem, body, submitter) {
    if (problem.status === 401) return signIn(submitter);
    if (problem.status === 412) return stale(problem, body, submitter);
    /** @type {string[]} */
    const elsewhere = [];
    /** @type {Field|null} */
    let first = null;
    problem.errors.forEach(({ pointer, detail }, i) => {
      const path = (pointer ?? "").replace(/^#?\/?/, "").split("/");
      const field = path.map((_, n) => fieldsOf(form).find((f) => f.name === path.slice(0, path.length - n).join("."))).find(Boolean);
      if (!field || field.type === "hidden") return elsewhere.push(detail);
      const id = `problem-${field.name}-${i}`.replace(/\W/g, "-");
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-errormessage", id);
      (field.closest(".field, .scale") ?? field.parentElement ?? form).append(h("span", { class: "problem", "data-form": true, id }, detail));
      first ??= field;
    });
    const sentences = [problem.detail, ...elsewhere].filter((s, i, them) => s && them.indexOf(s) === i);
    tell(...sentences.map((s) => h("p", {}, s)));
    /** @type {Field|null} */ (first)?.focus();
  }

  /** Signing in happens beside this page; coming back sends again. @param {HTMLElement|null} submitter */
  function signIn(submitter) {
    tell(h("p", {}, "You are signed out. What you typed is still here. ", h("a", { href: signInUrl(), target: "_blank", rel: "opener" }, "Sign in in a new tab"), ", then come back: it will be sent."));
    addEventListener("focus", async () => (await renew()) && submit(submitter), { once: true });
  }

  /**
   * Somebody changed it meanwhile: theirs beside ours.
   * @param {Problem} problem @param {Record<string, any>} body @param {HTMLElement|null} submitter
   */
  function stale({ detail, current }, body, submitter) {
    const fields = fieldsOf(form).filter((f) => f.type !== "hidden" && current && f.name in current && !f.matches("[type=radio]:not(:checked)"));
    const show = (/** @type {any} */ value) => (value === null || value === "" ? "—" : typeof value === "object" ? JSON.stringify(value) : String(value));
    const side = (/** @type {string} */ title, /** @type {any} */ from) => h("section", {}, h("h4", {}, title),
      ...fields.map((f) => h("p", {}, h("small", { class: "muted" }, f.name), h("br"), show(from[f.name]))));
    const bound = form.querySelector("input[name=claim_version]");
    const button = (/** @type {string} */ label, /** @type {() => void} */ onclick) => h("button", { type: "button", class: "button button-small", onclick }, label);
    const again = () => {
      if (form.dataset.etag) form.dataset.etag = String(current.version);
      if (bound instanceof HTMLInputElement) bound.value = String(current.version);
      submit(submitter);
    };
    const theirs = () => {
      for (const field of fields) if (!field.matches("[type=radio], [type=checkbox]")) field.value = current[field.name] ?? "";
      form.dataset.etag = String(current.version);
      untouched = JSON.stringify(safely(form));
      clear();
    };
    tell(h("p", {}, detail || "Somebody else changed this while you wrote."),
      fields.length > 0 && h("div", { class: "versus" }, side("What is there now", current), side("What you wrote", body)),
      bound && current?.text && h("blockquote", { class: "words" }, current.text),
      h("p", { class: "actions" }, current && button(bound ? "I have read it: send mine" : "Save mine over it", again),
        fields.length > 0 && !bound && button("Take theirs", theirs), button("Load the page again", () => location.reload())));
  }
}

/** For comparing only. @param {HTMLFormElement} form */
function safely(form) {
  return fieldsOf(form).map((f) => (f.matches("[type=checkbox], [type=radio]") ? f.matches(":checked") : f.value));
}
