// The page on paper: the admin's own parts stay on the screen (admin/desk.css).
for (const button of document.querySelectorAll('[data-print]')) {
  button.addEventListener('click', () => window.print())
}
