// Small habits of the frame: menus close, the scheme is remembered, filters send themselves.

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

// A form that was refused: start where the errors are listed.
document.querySelector("[data-error-summary]")?.focus();
