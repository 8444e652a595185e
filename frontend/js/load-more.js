// "Carica altri risultati": a link to the next page that, here, fetches it and adds its [data-list] to the one on the page.
// It goes away at the end, and becomes the plain link again if something fails.
function listFor(link, root) {
  if (link.dataset.loadMore) return root.getElementById(link.dataset.loadMore)
  const lists = [...root.querySelectorAll('[data-list]')]
  return lists.filter((list) => list.compareDocumentPosition(link) & Node.DOCUMENT_POSITION_FOLLOWING).pop() || lists[0]
}

async function more(link) {
  const list = listFor(link, document)
  link.setAttribute('aria-busy', 'true')
  const answer = await fetch(link.href, { headers: { Accept: 'text/html' } })
  if (!answer.ok) throw new Error(answer.statusText)
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const next = page.querySelector('[data-load-more]')
  const arrived = page.getElementById(list.id) || (next ? listFor(next, page) : page.querySelector('[data-list]'))
  const added = [...(arrived ? arrived.children : [])].map((one) => document.importNode(one, true))
  list.append(...added)
  link.removeAttribute('aria-busy')
  if (next && added.length) link.setAttribute('href', next.getAttribute('href'))
  else (link.closest('.load-more') || link).remove()
  const first = added[0] && added[0].querySelector('a[href], summary')
  if (first && (document.activeElement === link || document.activeElement === document.body)) first.focus({ preventScroll: true })
}

export function loadMore() {
  document.addEventListener('click', async (event) => {
    const link = event.target.closest('[data-load-more]')
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !listFor(link, document)) return
    event.preventDefault()
    if (link.getAttribute('aria-busy')) return
    try {
      await more(link)
    } catch {
      location.href = link.href
    }
  })
}
