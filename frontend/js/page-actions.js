// Print, copy and the telephone's own way of sharing exist only where a script can do them.
export function pageActions() {
  for (const button of document.querySelectorAll('[data-print]')) {
    button.hidden = false
    button.addEventListener('click', () => print())
  }
  printWhole()
  if (navigator.share) {
    for (const button of document.querySelectorAll('[data-share]')) {
      button.hidden = false
      // who closes the panel without choosing has not made a mistake
      button.addEventListener('click', () => navigator.share({ url: button.dataset.url, title: button.dataset.title }).catch(() => {}))
    }
  }
  if (!navigator.clipboard) return
  for (const button of document.querySelectorAll('[data-copy]')) {
    button.hidden = false
    const label = button.querySelector('span')
    label.setAttribute('aria-live', 'polite')
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(button.dataset.copy)
      label.textContent = button.dataset.done
    })
  }
}

// On paper nothing opens with a click: what is closed is opened for the time of printing.
function printWhole() {
  let opened = []
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('main details:not([open]):not([data-dropdown])')]
    for (const one of opened) one.open = true
  })
  addEventListener('afterprint', () => {
    for (const one of opened) one.open = false
  })
}
