// "Condividi", "Vedi azioni", languages: <details> that close with Esc, by choosing elsewhere, or when another opens.
export function dropdowns() {
  const all = [...document.querySelectorAll('details[data-dropdown]')]
  if (!all.length) return
  const close = (except) => all.forEach((one) => one !== except && (one.open = false))
  for (const one of all) {
    one.addEventListener('toggle', () => one.open && close(one))
    one.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !one.open) return
      one.open = false
      one.querySelector('summary').focus()
    })
    one.addEventListener('focusout', (event) => {
      if (event.relatedTarget && !one.contains(event.relatedTarget)) one.open = false
    })
  }
  document.addEventListener('click', (event) => close(event.target.closest('details[data-dropdown]')))
}
