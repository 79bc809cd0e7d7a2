// Notes are saved as they are typed, by several people at once, and nobody's words are lost.
//
// The page keeps what the server last had and sends what was made of it; the server puts it
// together with what others have written (meetings/merging.py) and answers with the whole text.
// What is typed while the answer is on its way is put together here by the same rules. Edits that
// got no answer stay in this browser, are sent again, and are made once only.

const PAUSE_MS = 700;
const LOOK_MS = 2000;
const AGAIN_MS = 5000;

const frame = document.querySelector("[data-notes-state]");
const line = document.querySelector("[data-notes-line]");
const prefix = `rt-notes:${frame?.dataset.user}:`;
const problems = new Map();

/** A text as letters: the server counts whole characters, not halves of them. */
const letters = (text) => Array.from(text);

/** What makes one text of another, as the one stretch between what they have in common. */
export function change(before, after) {
  const [old, now] = [letters(before), letters(after)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (
    end < old.length - start &&
    end < now.length - start &&
    old[old.length - 1 - end] === now[now.length - 1 - end]
  ) {
    end += 1;
  }
  return [start, old.length - end, now.slice(start, now.length - end).join("")];
}

/** What two put in the same place, each on a line of its own; where `mine` begins in it. */
function beside(theirs, mine) {
  if (!theirs || !mine) return { text: theirs || mine, at: theirs && !mine ? theirs.length : 0 };
  const mineFirst = theirs[0] === "\n" && mine[0] !== "\n";
  const [first, second] = mineFirst ? [mine, theirs] : [theirs, mine];
  const between = first.at(-1) === "\n" || second[0] === "\n" ? "" : "\n";
  return { text: first + between + second, at: mineFirst ? 0 : (first + between).length };
}

/**
 * The text that was sent, with what the server changed in it and what was typed since.
 *
 * Returns the text and where the caret is in it.
 */
export function combine(sent, changes, typed, caret) {
  const old = letters(sent);
  const [from, to, put] = typed;
  const putLetters = letters(put);
  // Where the caret is: at a letter of what was sent, or within what was typed.
  let within = null;
  let place = caret;
  if (caret > from && caret <= from + putLetters.length) {
    within = caret - from;
  } else if (caret > from) {
    place = caret - putLetters.length + (to - from);
  }
  const gone = new Set();
  const theirs = new Map();
  for (const [start, end, text] of changes) {
    for (let number = start; number < end; number += 1) gone.add(number);
    if (text) theirs.set(start, (theirs.get(start) ?? "") + text);
  }
  for (let number = from; number < to; number += 1) gone.add(number);
  let out = [];
  let at = null;
  for (let number = 0; number <= old.length; number += 1) {
    if (within === null && number === place) at = out.length;
    const mine = number === from ? put : "";
    const added = beside(theirs.get(number) ?? "", mine);
    if (mine && within !== null) {
      at = out.length + letters(added.text.slice(0, added.at)).length + within;
    }
    if (added.text) out = out.concat(letters(added.text));
    if (number < old.length && !gone.has(number)) out.push(old[number]);
  }
  return { text: out.join(""), caret: at ?? out.length };
}

/** The browser's own store, which may be closed or full. */
const store = {
  keys() {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    } catch {
      return [];
    }
  },
  get(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch {
      // Then only the server has it.
    }
  },
  remove(key) {
    try {
      localStorage.removeItem(key);
    } catch {
      // Nothing was kept there.
    }
  },
};

function clock() {
  const parts = { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Stockholm" };
  return new Date().toLocaleTimeString("sv-SE", parts).replace(":", ".");
}

function tell(item, text, link = null) {
  if (text) problems.set(item, { text, link });
  else problems.delete(item);
  const [first] = problems.values();
  line.toggleAttribute("data-problem", Boolean(first));
  line.textContent = first ? `${first.text} ` : `Sparat ${clock()}`;
  if (first?.link) {
    const anchor = document.createElement("a");
    anchor.href = first.link;
    anchor.textContent = "Logga in igen, så kommer texten tillbaka";
    line.append(anchor);
  }
}

function follow(form) {
  const item = form.dataset.note;
  const field = form.elements.namedItem("notes");
  const csrf = form.elements.namedItem("csrfmiddlewaretoken").value;
  const token = crypto.getRandomValues(new Uint32Array(4)).join("-");
  const key = `${prefix}${item}:${token}`;
  // What the server last had; the edits that it has not confirmed, each made of the one before.
  let known = form.elements.namedItem("base").value.replaceAll("\r\n", "\n");
  let edits = [];
  let sequence = 0;
  let revision = Number(form.dataset.revision);
  let timer = 0;
  let busy = false;
  let refused = "";

  form.closest(".run-item").toggleAttribute("data-scripted", true);

  const last = () => (edits.length ? edits.at(-1).text : known);

  function gather() {
    if (field.value !== last()) {
      sequence += 1;
      edits.push({ base: last(), text: field.value, sequence });
    }
    if (edits.length) store.set(key, { token, edits });
  }

  function post(body, keepalive = false) {
    return fetch(form.action, {
      method: "POST",
      credentials: "same-origin",
      redirect: "manual",
      keepalive,
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
      body: JSON.stringify(body),
    });
  }

  function lapsed() {
    const back = encodeURIComponent(location.pathname);
    tell(
      item,
      "Du har loggats ut. Det du skrev ligger kvar i den här webbläsaren.",
      `${frame.dataset.login}?next=${back}`,
    );
  }

  async function save() {
    window.clearTimeout(timer);
    if (busy) {
      later();
      return;
    }
    busy = true;
    gather();
    // With nothing of one's own to send, this fetches what others have written.
    const sending = edits.length ? edits : [{ base: known, text: known, sequence: 0 }];
    const sent = sending.at(-1).text;
    try {
      const answer = await post({ token, edits: sending });
      if (answer.ok) {
        take(sent, await answer.json());
      } else if (answer.type === "opaqueredirect" || [401, 403].includes(answer.status)) {
        lapsed();
      } else if ([404, 422].includes(answer.status)) {
        refuse(sent, answer);
      } else {
        throw new Error(String(answer.status));
      }
    } catch {
      tell(item, "Ingen kontakt med servern. Anteckningen ligger i den här webbläsaren.");
      window.setTimeout(save, AGAIN_MS);
    } finally {
      busy = false;
    }
  }

  function take(sent, { text, revision: now, changes }) {
    const typed = change(sent, field.value);
    if (text !== sent) {
      const focused = document.activeElement === field;
      const caret = letters(field.value.slice(0, field.selectionStart)).length;
      const combined = combine(sent, changes, typed, caret);
      field.value = combined.text;
      if (focused) {
        const place = letters(combined.text).slice(0, combined.caret).join("").length;
        field.setSelectionRange(place, place);
      }
    }
    known = text;
    revision = now;
    edits = [];
    refused = "";
    store.remove(key);
    tell(item, "");
    if (field.value !== known) later();
  }

  /** What the server will not store is said, and sent again when it has been changed. */
  async function refuse(sent, answer) {
    refused = sent;
    // Not made: the next edit is made of what the server has.
    edits = [];
    const said =
      answer.status === 422
        ? (await answer.json()).error
        : "Anteckningen kan inte sparas: du når inte längre mötet.";
    tell(item, said);
  }

  function later() {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, PAUSE_MS);
  }

  /** Send what another page of this browser could not; it is made once, however often it is sent. */
  async function rescue() {
    for (const other of store.keys()) {
      if (!other.startsWith(`${prefix}${item}:`) || other === key) continue;
      const kept = store.get(other);
      if (!kept?.edits?.length) continue;
      try {
        const answer = await post(kept);
        if (answer.ok) {
          store.remove(other);
          await save();
        }
      } catch {
        // Tried again when the page is next opened.
      }
    }
  }

  field.addEventListener("input", later);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  window.addEventListener("pagehide", () => {
    if (field.value === known) return;
    gather();
    post({ token, edits }, true).catch(() => {});
  });
  rescue();

  return {
    item,
    look(seen) {
      if (seen !== revision && !busy && field.value !== refused) save();
    },
    isWritten: () => field.value === known,
  };
}

const notes = frame ? [...frame.querySelectorAll("form[data-note]")].map(follow) : [];

async function look() {
  if (document.visibilityState === "visible") {
    try {
      const answer = await fetch(frame.dataset.notesState, {
        credentials: "same-origin",
        redirect: "manual",
      });
      if (answer.ok) {
        const { open, items } = await answer.json();
        if (!open && notes.every((note) => note.isWritten())) {
          // Adopted meanwhile: the frozen minutes are shown instead.
          location.reload();
          return;
        }
        for (const note of notes) if (note.item in items) note.look(items[note.item]);
      }
    } catch {
      // Asked again soon.
    }
  }
  window.setTimeout(look, LOOK_MS);
}

if (frame) {
  window.setTimeout(look, LOOK_MS);
  // "Nytt beslut" beside an item chooses it in the form that is on the page already.
  for (const link of document.querySelectorAll("[data-decision-on]")) {
    link.addEventListener("click", (event) => {
      const item = document.getElementById("d_item");
      const text = document.getElementById("d_text");
      if (!item || !text) return;
      event.preventDefault();
      item.value = link.dataset.decisionOn;
      text.focus();
    });
  }
}
