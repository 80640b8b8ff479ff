/**
 * The review page: a verdict is kept as it is written, on this device first and then on the server, until it is submitted.
 * The HTML is templates/reviews/show.html; what the page knows at the start is in data-* of #verdict.
 *
 *   <form id="verdict" data-claim data-user data-draft data-version data-seen="{…}">…</form>
 *   <input type="checkbox" name="evidence" form="verdict"> … <output id="relies"></output>
 */
import { Outbox } from "../core/outbox.js";
import { fill, find, h, isTyping } from "../dom/h.js";
import { send } from "../net/api.js";
import { Store } from "../net/store.js";
import { Sync } from "../net/sync.js";
import { singleKeys } from "../ui/keys.js";
import { Status } from "../ui/status.js";

/** @typedef {import("../core/outbox.js").Entry} Entry */

const TYPING_PAUSE = 600;

export function start() {
  const skip = document.querySelector("[data-skip]");
  skip?.addEventListener("click", () => leave(/** @type {HTMLButtonElement} */ (skip)));
  const form = document.querySelector("#verdict");
  if (form instanceof HTMLFormElement) write(form);
}

/** @param {HTMLFormElement} form */
function write(form) {
  const { claim = "", user = "", draft = "", version = "" } = form.dataset;
  const under = `claims/${claim}/`;
  const outbox = new Outbox(user);
  const sync = new Sync(outbox, new Store(), "/api/v1/", changed);
  const status = new Status(sync, () => find("#trouble").focus());
  const ticks = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll("input[name=evidence]")]);
  let object = `verdicts/${draft || crypto.randomUUID()}`;
  let submitted = false;
  /** Whether what an earlier visit left is here. */
  let ready = false;
  /** What was last handed over. */
  let told = "";
  /** The trouble on show. @type {Entry|null} */
  let shown = null;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  const pending = () => outbox.pending(object);
  const stuck = () => pending().find((e) => e.state === "stuck") ?? null;

  /** The form as a verdict. */
  function typed() {
    const data = new FormData(form);
    return {
      claim_version: Number(data.get("claim_version")),
      rating: /** @type {string|null} */ (data.get("rating")),
      rationale: String(data.get("rationale") ?? ""),
      confidence: String(data.get("confidence") ?? ""),
      evidence: ticks.filter((t) => t.checked).map((t) => t.value),
    };
  }

  /** Puts a verdict into the form. @param {any} verdict */
  function show(verdict) {
    for (const [name, value] of [["rating", verdict.rating], ["confidence", verdict.confidence]]) {
      for (const radio of form.querySelectorAll(`input[name=${name}]`)) /** @type {HTMLInputElement} */ (radio).checked = /** @type {HTMLInputElement} */ (radio).value === value;
    }
    /** @type {HTMLTextAreaElement} */ (find("#rationale")).value = verdict.rationale ?? "";
    for (const tick of ticks) tick.checked = (verdict.evidence ?? []).includes(tick.value);
    count();
  }

  /** Hands over what is in the form. @param {"draft"|"submitted"} state */
  async function hand(state) {
    clearTimeout(timer);
    if (!ready) return (status.writing = true), status.update(); // it is looked at once it is
    const body = { ...typed(), state };
    const words = JSON.stringify(body);
    status.writing = false;
    if (words === told) return status.update();
    told = words;
    const refused = stuck();
    if (!refused) return sync.add({ object, under, act: outbox.objects.has(object) || pending().length ? "change" : "create", body });
    const last = /** @type {Entry} */ (pending().at(-1)); // it waits for the person, with all that was written since
    Object.assign(last.body, body);
    await sync.store.apply({ put: [last] });
    changed(object);
  }

  /** Something is different: the verdict, or the state of the outbox. @param {string} which */
  function changed(which) {
    status.update();
    const refused = stuck();
    if (refused !== shown) trouble(refused);
    form.inert = submitted && !refused;
    for (const tick of ticks) tick.disabled = submitted && !refused;
    const sent = find("#sent");
    if (sent.hidden === form.inert) {
      sent.hidden = !form.inert;
      sent.scrollIntoView({ block: "nearest" });
    }
    if (submitted && which === object && !pending().length && outbox.objects.get(object)?.state === "submitted") location.reload();
  }

  /** @param {Entry|null} entry */
  async function trouble(entry) {
    shown = entry;
    const box = find("#trouble");
    box.hidden = !entry;
    if (!entry) return fill(box);
    submitted = false;
    const { refusal } = await import("../ui/verdict-trouble.js");
    const parts = await refusal(entry, { claim, user, seen: JSON.parse(form.dataset.seen ?? "{}"), mine: typed(), labels }, {
      again: (changes) => {
        if (changes.claim_version) /** @type {HTMLInputElement} */ (form.elements.namedItem("claim_version")).value = String(changes.claim_version);
        for (const e of pending()) Object.assign(e.body, changes);
        submitted = pending().at(-1)?.body.state === "submitted";
        sync.insist(entry);
      },
      draft: () => {
        entry.body.state = "draft";
        sync.insist(entry);
      },
      adopt: async (theirs, keep) => {
        status.writing = keep; // until it is handed over anew it is not saved
        const dropped = sync.discard(entry);
        object = `verdicts/${theirs.id}`; // what is typed from now on is of this one
        outbox.receive(object, theirs);
        told = "";
        if (keep) await hand("draft");
        else show(theirs);
        await dropped;
        changed(object);
      },
    });
    if (shown !== entry) return;
    fill(box, ...parts);
    box.focus();
  }

  /** What codes are called on this page. @param {string} field @param {any} value @returns {string} */
  function labels(field, value) {
    if (field === "rating") return form.querySelector(`#rating-is-${CSS.escape(value ?? "")}`)?.textContent ?? "none yet";
    if (field === "evidence") return `${value.length} of ${ticks.length}`;
    return String(value ?? "");
  }

  function count() {
    const chosen = ticks.filter((t) => t.checked).length;
    const relies = document.querySelector("#relies");
    if (relies) relies.textContent = chosen ? `${chosen} of ${ticks.length}` : `none of ${ticks.length} yet`;
  }

  function submit() {
    const missing = !typed().rating;
    find("#rating-missing").hidden = !missing;
    if (missing) return /** @type {HTMLElement} */ (form.querySelector("input[name=rating]")).focus();
    submitted = true;
    hand("submitted").then(() => changed(""));
  }

  form.addEventListener("submit", (event) => (event.preventDefault(), submit()));
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => hand("draft"), TYPING_PAUSE);
    status.writing = true;
    status.update();
  };
  form.addEventListener("change", () => submitted || hand("draft"));
  form.addEventListener("input", (event) => (isTyping(event.target) ? soon() : hand("draft"), (find("#rating-missing").hidden = true)));
  for (const tick of ticks) tick.addEventListener("change", () => (count(), hand("draft")));
  addEventListener("beforeunload", (event) => submitted && !ready && event.preventDefault()); // it would go with the page
  addEventListener("pagehide", () => timer && !submitted && told !== JSON.stringify({ ...typed(), state: "draft" }) && hand("draft"));
  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog:modal")) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return event.preventDefault(), submit();
    if (event.key === "Escape" && isTyping(event.target) && event.target instanceof HTMLElement) return event.target.blur();
    if (isTyping(event.target) || event.ctrlKey || event.altKey || event.metaKey || !singleKeys() || !ticks.length) return;
    const key = event.key.toLowerCase();
    const at = ticks.findIndex((t) => t === document.activeElement);
    if (key === "j" || key === "k") {
      const next = ticks[key === "j" ? Math.min(at + 1, ticks.length - 1) : Math.max(at - 1, 0)];
      next.focus();
      next.closest("li")?.scrollIntoView({ block: "nearest" });
    } else if (key === "x" && at >= 0) ticks[at].click();
    else return;
    event.preventDefault();
  });

  if (draft) outbox.receive(object, { ...typed(), id: draft, version: Number(version), state: "draft" });
  told = JSON.stringify({ ...typed(), state: "draft" });
  count();
  const rationale = /** @type {HTMLTextAreaElement} */ (find("#rationale"));
  rationale.readOnly = true;
  sync.recover().then(() => {
    const left = outbox.entries.find((e) => e.under === under);
    ready = true;
    rationale.readOnly = false;
    const early = submitted;
    if (!left && early) return hand("submitted");
    if (!left && touched(form, ticks)) return (told = ""), hand("draft"); // typed before this was here
    if (!left) return;
    object = left.object; // written on an earlier visit, and not sent yet
    submitted = pending().at(-1)?.body.state === "submitted";
    const body = Object.assign({}, ...pending().map((e) => e.body));
    show(body);
    told = JSON.stringify({ ...typed(), state: body.state });
    status.writing = false;
    changed(object);
    if (early && !submitted) status.tell("What you wrote on an earlier visit is here again. Read it, then submit.");
  });
}

/** Is there anything in it that did not come with the page? @param {HTMLFormElement} form @param {HTMLInputElement[]} ticks */
function touched(form, ticks) {
  const fields = /** @type {(HTMLInputElement|HTMLTextAreaElement)[]} */ ([...form.querySelectorAll("input, textarea"), ...ticks]);
  return fields.some((f) => (f instanceof HTMLInputElement ? f.checked !== f.defaultChecked : f.value !== f.defaultValue));
}

/** Not for me: the seat goes back, and the next claim opens. @param {HTMLButtonElement} button */
async function leave(button) {
  const { skip = "", project = "" } = button.dataset;
  const problem = find("#skip-problem");
  button.disabled = true;
  problem.hidden = true;
  try {
    await send("POST", "/api/v1/queue/skip/", { body: { claim: skip }, key: crypto.randomUUID(), tries: 3 });
    const next = await send("POST", "/api/v1/queue/next/", { body: { project }, key: crypto.randomUUID(), tries: 3 });
    location.assign(next ? `/claims/${next.id}/review/` : `/projects/${project}/`);
  } catch (trouble) {
    button.disabled = false;
    problem.hidden = false;
    fill(problem, h("p", {}, /** @type {Error} */ (trouble).message));
  }
}

if (typeof document !== "undefined") start();
