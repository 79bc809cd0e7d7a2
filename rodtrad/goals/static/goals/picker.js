// A search box over the points to cite: hides what does not match, opens what does.
for (const picker of document.querySelectorAll("[data-picker]")) {
  const box = picker.querySelector("[data-picker-search]");
  const status = picker.querySelector("[data-picker-status]");
  if (!box) continue;
  box.closest("[hidden]")?.removeAttribute("hidden");
  const wasOpen = new Map();
  for (const group of picker.querySelectorAll("details")) wasOpen.set(group, group.open);
  box.addEventListener("input", () => {
    const wanted = box.value.trim().toLocaleLowerCase("sv");
    let found = 0;
    for (const [group, open] of wasOpen) {
      let here = 0;
      const name = group.querySelector("summary").textContent.toLocaleLowerCase("sv");
      for (const choice of group.querySelectorAll("[data-picker-choice]")) {
        const text = choice.textContent.toLocaleLowerCase("sv");
        const kept = choice.querySelector("input").checked;
        const match = !wanted || kept || text.includes(wanted) || name.includes(wanted);
        choice.hidden = !match;
        if (match) here += 1;
      }
      group.hidden = here === 0;
      group.open = wanted ? here > 0 : open;
      found += here;
    }
    status.textContent = wanted ? `${found} ${found === 1 ? "punkt" : "punkter"} visas` : "";
  });
  // Enter in the search box searches; it does not send the form.
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}
