// While somebody types in a search field, a list of pages that may be meant: a combobox (WAI-ARIA 1.2) over a form that
// works without it. Arrows move, Enter goes to the page or, with none chosen, searches; Escape closes.
const WAIT = 90 // ms without a key
const SHORTEST = 2

function listOf(form, input) {
  const list = document.createElement('ul')
  list.id = `${input.id}-suggerimenti`
  list.className = 'search-suggestions'
  list.hidden = true
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', form.dataset.suggestionsLabel)
  const status = document.createElement('p')
  status.className = 'visually-hidden'
  status.setAttribute('role', 'status')
  form.append(list)
  // It must be there before it speaks, and only where somebody writes: a page has more than one field to search in.
  input.addEventListener('focus', () => form.append(status), { once: true })
  if (document.activeElement === input) form.append(status)
  return [list, status]
}

function optionOf(item, id) {
  const option = document.createElement('li')
  option.id = id
  option.setAttribute('role', 'option')
  option.dataset.url = item.url
  const title = document.createElement('span')
  title.textContent = item.title
  option.append(title)
  if (item.label) {
    const label = document.createElement('small')
    label.textContent = item.label
    option.append(' ', label)
  }
  return option
}

function suggestIn(form) {
  const input = form.querySelector('input[type="search"]')
  const [list, status] = listOf(form, input)
  const known = new Map()
  let timer
  let asked = ''
  let active = -1

  for (const [name, value] of [
    ['role', 'combobox'],
    ['aria-autocomplete', 'list'],
    ['aria-expanded', 'false'],
    ['aria-controls', list.id],
  ])
    input.setAttribute(name, value)

  const mark = (place) => {
    active = place
    ;[...list.children].forEach((option, at) => option.setAttribute('aria-selected', String(at === place)))
    if (place < 0) return input.removeAttribute('aria-activedescendant')
    input.setAttribute('aria-activedescendant', list.children[place].id)
    list.children[place].scrollIntoView({ block: 'nearest' })
  }
  const close = () => {
    list.hidden = true
    input.setAttribute('aria-expanded', 'false')
    mark(-1)
  }
  const show = (items) => {
    list.replaceChildren(...items.map((item, at) => optionOf(item, `${list.id}-${at}`)))
    status.textContent = items.length ? form.dataset.suggestionsSome.replace('{n}', items.length) : form.dataset.suggestionsNone
    if (!items.length) return close()
    list.hidden = false
    input.setAttribute('aria-expanded', 'true')
    mark(-1)
  }
  const ask = async () => {
    const typed = input.value.trim()
    asked = typed
    if (typed.length < SHORTEST) return close()
    if (!known.has(typed)) {
      try {
        const answer = await fetch(`${form.dataset.suggestions}?q=${encodeURIComponent(typed)}`)
        if (!answer.ok) return close()
        known.set(typed, (await answer.json()).items)
      } catch {
        return close() // the form still searches
      }
    }
    if (asked === typed && document.activeElement === input) show(known.get(typed))
  }

  input.addEventListener('input', () => {
    mark(-1) // what was suggested for less is not what Enter asks for
    clearTimeout(timer)
    timer = setTimeout(ask, WAIT)
  })
  input.addEventListener('keydown', (event) => {
    const last = list.children.length - 1
    if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault() // the first Escape closes the list, the next empties the field or closes the window
      event.stopPropagation()
      return close()
    }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (last < 0) return
      event.preventDefault()
      if (list.hidden) return show(known.get(input.value.trim()) || [])
      const step = event.key === 'ArrowDown' ? 1 : -1
      mark(active + step > last ? -1 : active + step < -1 ? last : active + step)
    }
    if (event.key === 'Enter' && active >= 0 && !list.hidden) {
      event.preventDefault()
      location.href = list.children[active].dataset.url
    }
  })
  list.addEventListener('pointerdown', (event) => event.preventDefault()) // the field keeps the focus
  list.addEventListener('click', (event) => {
    const option = event.target.closest('[role="option"]')
    if (option) location.href = option.dataset.url
  })
  input.addEventListener('blur', close)
  form.addEventListener('submit', () => {
    clearTimeout(timer)
    asked = ''
    close()
  })
}

export function suggest() {
  for (const form of document.querySelectorAll('[data-suggestions]')) suggestIn(form)
}
