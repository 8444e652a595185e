// The page of results: filters stay open where there is room, and which result is chosen is told, once, to whoever keeps
// the search good (nothing about who chose it).
export function searchResults() {
  const wide = matchMedia('(min-width: 992px)')
  for (const filters of document.querySelectorAll('[data-open-wide]')) if (wide.matches) filters.open = true

  if (!navigator.sendBeacon) return
  for (const list of document.querySelectorAll('[data-chosen]')) {
    const tell = (event) => {
      const row = event.target.closest('a[href]') && event.target.closest('[data-page]')
      if (!row || (event.type === 'auxclick' && event.button !== 1)) return
      const rank = Number(list.dataset.first) + [...list.children].indexOf(row)
      navigator.sendBeacon(list.dataset.chosen, new URLSearchParams({ q: list.dataset.query, page: row.dataset.page, rank }))
    }
    list.addEventListener('click', tell)
    list.addEventListener('auxclick', tell)
  }
}
