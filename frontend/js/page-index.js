// The index of a detail page: open on a desk, marks the section being read, fills the progress bar.
export function pageIndex() {
  const nav = document.querySelector('[data-index]')
  if (!nav) return
  const box = nav.querySelector('details')
  const summary = nav.querySelector('summary')
  const bar = nav.querySelector('progress')
  const desk = matchMedia('(min-width: 992px)')
  const fit = () => {
    box.open = desk.matches
    if (desk.matches) summary.tabIndex = -1
    else summary.removeAttribute('tabindex')
  }
  fit()
  desk.addEventListener('change', fit)

  const links = [...nav.querySelectorAll('a[href^="#"]')]
  const titles = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))))
  let waiting = false
  const mark = () => {
    waiting = false
    const line = innerHeight * 0.3
    let current = 0
    titles.forEach((title, i) => {
      if (title && title.getBoundingClientRect().top <= line) current = i
    })
    const end = scrollY + innerHeight >= document.documentElement.scrollHeight - 2
    if (end) current = links.length - 1
    links.forEach((link, i) => (i === current ? link.setAttribute('aria-current', 'true') : link.removeAttribute('aria-current')))
    const body = nav.nextElementSibling || nav.parentElement
    const area = body.getBoundingClientRect()
    bar.value = Math.max(0, Math.min(100, ((innerHeight * 0.6 - area.top) / area.height) * 100))
  }
  const ask = () => {
    if (!waiting) {
      waiting = true
      requestAnimationFrame(mark)
    }
  }
  addEventListener('scroll', ask, { passive: true })
  addEventListener('resize', ask, { passive: true })
  mark()
  nav.addEventListener('click', (event) => {
    if (event.target.closest('a') && !desk.matches) box.open = false
  })
}
