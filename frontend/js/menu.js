// The menu panel of a phone. The browser opens it (popover); here it also keeps the focus, as a dialog should.
export function menu() {
  const panel = document.querySelector('[data-menu]')
  const button = document.querySelector('[data-menu-open]')
  if (!panel || !button || !panel.showPopover) return
  const desk = matchMedia('(min-width: 992px)')
  const stops = () => [...panel.querySelectorAll('a[href], button')].filter((one) => one.offsetParent !== null || one.getClientRects().length)

  panel.addEventListener('toggle', (event) => {
    const open = event.newState === 'open'
    button.setAttribute('aria-expanded', String(open))
    if (open) {
      panel.setAttribute('role', 'dialog')
      panel.setAttribute('aria-modal', 'true')
      panel.setAttribute('aria-label', panel.dataset.label)
      stops()[0]?.focus()
    } else {
      for (const name of ['role', 'aria-modal', 'aria-label']) panel.removeAttribute(name)
      if (!desk.matches) button.focus()
    }
  })

  panel.addEventListener('keydown', (event) => {
    if (event.key !== 'Tab' || desk.matches) return
    const all = stops()
    const [first, last] = [all[0], all[all.length - 1]]
    if (event.shiftKey && document.activeElement === first) {
      event.preventDefault()
      last.focus()
    } else if (!event.shiftKey && document.activeElement === last) {
      event.preventDefault()
      first.focus()
    }
  })

  desk.addEventListener('change', () => panel.matches(':popover-open') && panel.hidePopover())
}
