// Nothing written is lost: what is typed in a form with data-draft-key is kept as a draft, on the
// server while the session lasts and always in this browser, and comes back with the page.

const PAUSE_MS = 900;
// How much this computer's clock may lag the server's before its newer text looks older.
const CLOCKS_APART_MS = 5000;
const SKIPPED = new Set(["csrfmiddlewaretoken", "revision"]);

/** "10.31", by the clock in Sweden, as the server writes it. */
function clock(ms) {
  const parts = { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Stockholm" };
  return new Date(ms).toLocaleTimeString("sv-SE", parts).replace(":", ".");
}

/** The form's own fields: { name: [values] }; files and secrets are left out. */
function read(form) {
  const values = {};
  for (const element of form.elements) {
    if (!element.name || SKIPPED.has(element.name) || element.disabled) continue;
    if (["submit", "button", "file", "password", "reset"].includes(element.type)) continue;
    if (element.localName === "trix-editor") continue;
    const list = (values[element.name] ??= []);
    if (["checkbox", "radio"].includes(element.type)) {
      if (element.checked) list.push(element.value);
    } else if (element.localName === "select") {
      list.push(...[...element.selectedOptions].map((option) => option.value));
    } else {
      list.push(element.value);
    }
  }
  return values;
}

/**
 * What a person would read in the values, to compare by. Which version each text was begun from
 * ("revision-7" of a form with many texts) is no text, and grows when the form is saved; a saved
 * text comes back without the space around it.
 */
function gist(values) {
  const told = Object.entries(values).filter(([name]) => !name.startsWith("revision"));
  const plain = (text) => text.replace(/&nbsp;|\u00a0/g, " ").replace(/\r\n?/g, "\n").trim();
  return JSON.stringify(told.map(([name, list]) => [name, list.map(plain)]));
}

/** Put values back, also in text editors. */
function write(form, values) {
  for (const element of form.elements) {
    const list = values[element.name];
    if (!Array.isArray(list) || SKIPPED.has(element.name) || element.type === "file") continue;
    if (["checkbox", "radio"].includes(element.type)) {
      element.checked = list.includes(element.value);
    } else if (element.localName === "select") {
      for (const option of element.options) option.selected = list.includes(option.value);
    } else if (element.localName !== "trix-editor") {
      const same = [...form.elements].filter(
        (other) => other.name === element.name && other.localName !== "trix-editor",
      );
      element.value = list[same.indexOf(element)] ?? "";
      element.dispatchEvent(new CustomEvent("rt:restored"));
    }
    // What is put back must be seen, also in a folded section.
    if (list.some(Boolean)) element.closest("details.more-fields")?.setAttribute("open", "");
  }
}

/** The browser's own store, which may be closed or full. */
const store = {
  get(name) {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null;
    }
  },
  set(name, value) {
    try {
      localStorage.setItem(name, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  },
  remove(name) {
    try {
      localStorage.removeItem(name);
    } catch {
      // Nothing was kept there.
    }
  },
};

function follow(form) {
  const key = form.dataset.draftKey;
  const embedded = document.getElementById(`utkast-${key}`);
  const banner = document.querySelector(`[data-draft-banner="${CSS.escape(key)}"]`);
  if (!embedded || !banner) return;
  const { user, draft } = JSON.parse(embedded.textContent);
  // By person: a shared computer must not give one person's text to the next.
  const local = `rt-draft:${user}:${key}`;
  const line = form.querySelector("[data-draft-line]");
  const token = form.elements.namedItem("csrfmiddlewaretoken");
  const revision = form.elements.namedItem("revision");
  const startedFrom = revision?.value ?? "";
  let original = JSON.stringify(read(form));
  let last = original;
  let timer = 0;
  let stopped = false;
  let sending = Promise.resolve();

  function say(text, problem = false) {
    if (!line) return;
    line.toggleAttribute("data-problem", problem);
    line.textContent = text;
  }

  function post(url, body, keepalive = false) {
    return fetch(url, {
      method: "POST",
      credentials: "same-origin",
      redirect: "manual",
      keepalive,
      headers: { "Content-Type": "application/json", "X-CSRFToken": token?.value ?? "" },
      body: JSON.stringify(body),
    });
  }

  function lapsed() {
    const back = encodeURIComponent(location.pathname + location.search);
    say("Du har loggats ut. Det du skrev ligger kvar i den här webbläsaren. ", true);
    const link = document.createElement("a");
    link.href = `${banner.dataset.loginUrl}?next=${back}`;
    link.textContent = "Logga in igen, så kommer texten tillbaka";
    line?.append(link);
  }

  function save({ leaving = false } = {}) {
    window.clearTimeout(timer);
    const values = read(form);
    const now = JSON.stringify(values);
    if (stopped || now === last) return;
    last = now;
    const savedAt = Date.now();
    const base = startedFrom === "" ? null : Number(startedFrom);
    const here = store.set(local, { values, base_revision: base, saved_at: savedAt });
    const body = { key, values, base_revision: base };
    if (leaving) {
      post(banner.dataset.saveUrl, body, true).catch(() => {});
      return;
    }
    // One at a time, so that an older text never overtakes a newer one.
    sending = sending.then(async () => {
      if (stopped) return;
      try {
        const answer = await post(banner.dataset.saveUrl, body);
        if (answer.status === 204) {
          // What lies in the browser is what the server has not confirmed.
          if (now === last) store.remove(local);
          say(`Utkast sparat ${clock(savedAt)}`);
        } else if ([401, 403].includes(answer.status) || answer.type === "opaqueredirect") {
          lapsed();
        } else if (answer.status === 413) {
          say("Texten är för lång för att sparas som utkast. Spara formuläret.", true);
        } else if (answer.status === 422) {
          say(`Utkastet är inte sparat. ${(await answer.json()).error}`, true);
        } else {
          throw new Error(String(answer.status));
        }
      } catch {
        last = "";
        say(
          here
            ? "Ingen kontakt med servern. Utkastet ligger i den här webbläsaren."
            : "Ingen kontakt med servern. Utkastet är inte sparat.",
          true,
        );
      }
    });
  }

  function later() {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, PAUSE_MS);
  }

  async function discard() {
    stopped = true;
    window.clearTimeout(timer);
    store.remove(local);
    await sending;
    try {
      await post(banner.dataset.discardUrl, { key }, true);
    } catch {
      // The next save or discard takes it away.
    }
  }

  function restore() {
    const mine = store.get(local);
    const newest =
      mine && (!draft || mine.saved_at > draft.saved_at - CLOCKS_APART_MS)
        ? { ...mine, shown_at: clock(mine.saved_at) }
        : draft;
    if (!newest?.values) return;
    const now = read(form);
    if (gist({ ...now, ...newest.values }) === gist(now)) {
      // All of it is in the form already, as after saving: the copies have done their work.
      store.remove(local);
      // Before any newer draft, which is sent after it.
      if (draft) sending = post(banner.dataset.discardUrl, { key }).catch(() => {});
      return;
    }
    write(form, newest.values);
    last = JSON.stringify(read(form));
    const changed =
      revision && newest.base_revision !== null && String(newest.base_revision) !== startedFrom;
    if (changed) {
      // Saved as from where it was begun: then the other's change is shown, not overwritten.
      revision.value = String(newest.base_revision);
    }
    banner.querySelector("[data-draft-text]").textContent =
      `Ditt utkast från ${newest.shown_at} är tillbaka.` +
      (changed ? " Någon har ändrat texten sedan dess: när du sparar ser du båda." : "");
    banner.hidden = false;
  }

  // A form that came back with errors already holds the newest text.
  if (form.hasAttribute("data-bound")) {
    last = "";
    later();
  } else {
    restore();
  }

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", () => {
    // Kept here only: should the answer be a login page, the text is here when one is back, and
    // a draft sent now could reach the server after the form that replaces it.
    window.clearTimeout(timer);
    const base = startedFrom === "" ? null : Number(startedFrom);
    store.set(local, { values: read(form), base_revision: base, saved_at: Date.now() });
    stopped = true;
    try {
      sessionStorage.setItem("rt-sent", local);
    } catch {
      // Then the browser's copy stays until the next draft.
    }
  });
  window.addEventListener("pagehide", () => save({ leaving: true }));
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) stopped = false;
  });
  banner.querySelector("[data-draft-discard]").addEventListener("click", async () => {
    await discard();
    write(form, JSON.parse(original));
    last = original;
    stopped = false;
    banner.hidden = true;
    if (revision) revision.value = startedFrom;
    say("Utkastet är kastat.");
  });
  for (const link of form.querySelectorAll("a[data-draft-discard]")) {
    link.addEventListener("click", async (event) => {
      event.preventDefault();
      await discard();
      location.assign(link.href);
    });
  }
}

const forms = [...document.querySelectorAll("form[data-draft-key]")];

// A form was sent and another page answered: it was saved, and the browser's copy has done its work.
// The login page answers when the session had lapsed, and then the copy is needed.
try {
  const sent = sessionStorage.getItem("rt-sent");
  const stillThere = forms.some((form) => sent?.endsWith(`:${form.dataset.draftKey}`));
  if (sent && !document.querySelector("[data-entrance]")) {
    if (!stillThere) store.remove(sent);
    sessionStorage.removeItem("rt-sent");
  }
} catch {
  // Storage is closed: there is no copy either.
}

for (const form of forms) follow(form);
