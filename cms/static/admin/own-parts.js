// A text of the municipality's own shows its field; one of the union's hides it.
document.addEventListener("change", (event) => {
  const box = event.target.closest("[data-own-switch]");
  if (!box) return;
  const field = box.closest("[data-shared-part]").querySelector("[data-own-field]");
  field.hidden = !box.checked;
});
