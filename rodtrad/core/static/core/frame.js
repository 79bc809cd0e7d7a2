// Small habits of the frame: menus close, the scheme is remembered, filters send themselves and
// make room on a phone.

function closeFolds(except) {
  for (const fold of document.querySelectorAll("details[data-fold][open]")) {
    if (fold !== except) fold.open = false;
  }
}

document.addEventListener("click", (event) => {
  closeFolds(event.target.closest?.("details[data-fold]"));
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details[data-fold][open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

function showScheme(group) {
  const now = document.documentElement.dataset.colorScheme || "auto";
  for (const button of group.querySelectorAll("[data-scheme]")) {
    button.setAttribute("aria-pressed", String(button.dataset.scheme === now));
  }
}

for (const group of document.querySelectorAll("[data-scheme-choice]")) {
  group.hidden = false;
  showScheme(group);
  group.addEventListener("click", (event) => {
    const button = event.target.closest("[data-scheme]");
    if (!button) return;
    document.documentElement.dataset.colorScheme = button.dataset.scheme;
    try {
      localStorage.setItem("rt-scheme", button.dataset.scheme);
    } catch {
      // Not remembered, but it holds for this page.
    }
    showScheme(group);
  });
}

document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-autosubmit]");
  if (form && event.target.matches("select, input[type=checkbox], input[type=radio]")) {
    form.requestSubmit();
  }
});

// On a phone, choices that nobody has made would fill the first screen before the list that they
// choose from: they lie behind a button with the form's own name until they are wanted.
function foldUnused(form) {
  const fields = [...form.querySelectorAll(".field [name]")];
  const asked = new URLSearchParams(location.search);
  if (fields.length < 2 || fields.some((field) => asked.get(field.name))) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ds-button filters-button";
  button.dataset.variant = "secondary";
  button.textContent = form.getAttribute("aria-label");
  button.setAttribute("aria-expanded", "false");
  form.dataset.folded = "";
  form.hidden = true;
  button.addEventListener("click", () => {
    form.hidden = !form.hidden;
    button.setAttribute("aria-expanded", String(!form.hidden));
    if (!form.hidden) fields[0].focus();
  });
  form.before(button);
}

// Nor is there room for a table of many columns: each row becomes a card, each cell with its
// heading. The roles are said, for browsers forget them when rows are not drawn as rows.
function drawAsCards(region) {
  const table = region.querySelector(":scope > table.table:not(.table-grid, .table-front, .table-cards)");
  const fits = region.scrollWidth <= region.clientWidth;
  if (!table?.tHead || fits || table.querySelector("tbody [colspan], tbody [rowspan]")) return;
  if (table.tHead.rows.length > 1) return;
  const headings = [...table.tHead.rows[0].cells];
  table.classList.add("table-cards");
  table.setAttribute("role", "table");
  for (const part of [table.tHead, ...table.tBodies]) part.setAttribute("role", "rowgroup");
  for (const row of table.rows) row.setAttribute("role", "row");
  for (const cell of headings) cell.setAttribute("role", "columnheader");
  for (const body of table.tBodies) {
    for (const row of body.rows) {
      [...row.cells].forEach((cell, at) => {
        cell.setAttribute("role", cell.tagName === "TH" ? "rowheader" : "cell");
        if (cell.tagName === "TD") cell.dataset.label = headings[at]?.textContent.trim() ?? "";
      });
    }
  }
}

function fitPhone(part) {
  part.querySelectorAll("form.filters[method=get][aria-label]:not([data-folded])").forEach(foldUnused);
  part.querySelectorAll(".table-region").forEach(drawAsCards);
}

if (matchMedia("(max-width: 40rem)").matches) {
  fitPhone(document);
  document.addEventListener("htmx:load", (event) => fitPhone(event.target));
}

// A form that was refused: start where the errors are listed.
document.querySelector("[data-error-summary]")?.focus();
