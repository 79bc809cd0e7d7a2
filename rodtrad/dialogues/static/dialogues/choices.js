// A search box over long lists of boxes to tick. What is ticked always stays in sight; without
// scripts the whole list is there.
const LONG = 12;
for (const list of document.querySelectorAll(".choices")) {
  const rows = [...list.children];
  if (rows.length <= LONG) continue;
  const name = list.closest("fieldset")?.querySelector("legend")?.textContent.trim() ?? "";
  const box = Object.assign(document.createElement("input"), { type: "search", autocomplete: "off" });
  box.className = "ds-input choices-search";
  box.placeholder = "Sök i listan";
  box.setAttribute("aria-label", `Sök bland valen: ${name}`);
  const status = document.createElement("p");
  status.className = "small muted";
  status.setAttribute("role", "status");
  list.before(box, status);
  box.addEventListener("input", () => {
    const wanted = box.value.trim().toLocaleLowerCase("sv");
    let found = 0;
    for (const row of rows) {
      const match = row.textContent.toLocaleLowerCase("sv").includes(wanted);
      row.hidden = !match && !row.querySelector("input").checked;
      if (match) found += 1;
    }
    status.textContent = wanted ? `${found} av ${rows.length} visas` : "";
  });
  // Enter in the search box searches; it does not send the form.
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}
