// The search button is a link to the search page; with JavaScript it opens the dialog. A native dialog traps and gives back the focus.
export function searchDialog() {
  const dialog = document.querySelector('[data-search]')
  if (!dialog || !dialog.showModal) return
  for (const opener of document.querySelectorAll('[data-search-open]')) {
    opener.setAttribute('role', 'button')
    opener.setAttribute('aria-haspopup', 'dialog')
    const open = (event) => {
      event.preventDefault()
      dialog.showModal()
      dialog.querySelector('input[type="search"]').focus()
    }
    opener.addEventListener('click', (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) open(event)
    })
    opener.addEventListener('keydown', (event) => event.key === ' ' && open(event))
  }
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog || event.target.closest('[data-close]')) dialog.close()
  })
}
