// One click puts a passage that a unit has written, with its reference, where one is writing.
// Without this the button posts the form, and the passage is put last in the section.

function editorOnPage() {
  return document.querySelector("trix-editor");
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-quote]");
  const editor = form && editorOnPage();
  if (!editor?.editor) return;
  event.preventDefault();
  // Built as elements and not as text, so that what was written can never be markup.
  const holder = document.createElement("div");
  const quote = document.createElement("blockquote");
  form.dataset.quote.split("\n").forEach((line, number) => {
    if (number) quote.append(document.createElement("br"));
    quote.append(line);
  });
  const reference = document.createElement("div");
  reference.append(form.dataset.reference);
  holder.append(quote, reference);
  editor.editor.insertHTML(holder.innerHTML);
  editor.focus();
  const button = form.querySelector("button");
  button.textContent = "Citerat";
});
