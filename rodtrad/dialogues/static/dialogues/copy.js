// Copies the text for the notice of the meeting. Without scripts the text is marked by hand.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const said = document.querySelector("[data-copied]");
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      said.textContent = "Texten är kopierad.";
    } catch {
      said.textContent = "Det gick inte att kopiera. Markera texten och kopiera den själv.";
    }
  });
}
