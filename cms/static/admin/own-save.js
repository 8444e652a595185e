// The form saves itself while a question "has anybody else saved?" is under way: the answer then names that very saving
// as somebody's, and Wagtail asks for ever whether to cover it. Such an answer counts for nothing; it is asked again.
let asking = false;
let overtaken = false;

const isOurs = (event) => event.target.matches?.('[data-controller~="w-session"]');

window.addEventListener("w-session:ping", () => {
  asking = true;
  overtaken = false;
});
window.addEventListener("w-autosave:save", () => {
  overtaken = asking;
});
window.addEventListener(
  "w-swap:json",
  (event) => {
    if (!isOurs(event)) return;
    asking = false;
    if (overtaken) delete event.detail.data.other_sessions;
  },
  true,
);
window.addEventListener("w-autosave:success", () => {
  if (!overtaken) return;
  overtaken = false;
  // The words that Wagtail listens to for "ask now"; a question still open is dropped for the new one.
  document
    .querySelector('[data-controller~="w-session"]')
    ?.dispatchEvent(new CustomEvent("w-session:visible"));
});
