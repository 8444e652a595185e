// The rating of the page. Which block shows is decided by CSS; this adds the two steps and sends without leaving the page.
export function feedback() {
  const form = document.querySelector('[data-feedback]')
  if (!form) return
  const [first, second] = form.querySelectorAll('[data-step]')
  const back = form.querySelector('[data-back]')
  const send = form.querySelector('[type="submit"]')
  const thanks = form.querySelector('[data-thanks]')

  const step = (number, focus) => {
    first.hidden = number === 2
    second.hidden = number === 1
    back.hidden = number === 1
    send.textContent = number === 1 ? send.dataset.next : send.dataset.send
    form.dataset.stepped = number
    if (focus) (number === 2 ? second.querySelector('textarea') : first.querySelector('input:checked, input')).focus()
  }
  step(1)

  // The page is cached, so the ticket that lets this visit send one rating is asked when somebody touches the stars.
  const ticket = document.createElement('input')
  Object.assign(ticket, { type: 'hidden', name: 'ticket' })
  form.append(ticket)
  let asked
  const ask = async () => {
    const page = new URLSearchParams({ page: form.elements.page.value })
    const answer = await fetch(`${form.action}biglietto/?${page}`, { headers: { Accept: 'application/json' } })
    ticket.value = (await answer.json()).ticket
  }

  form.addEventListener('change', (event) => {
    if (event.target.name !== 'score') return
    asked ??= ask().catch(() => (asked = undefined))
    form.dataset.score = Number(event.target.value) > 3 ? 'high' : 'low'
    // an answer to the other question no longer counts
    for (const answer of form.querySelectorAll('[name="answer"]:checked')) {
      const block = answer.closest('.feedback__block')
      if (block && !block.classList.contains(`feedback__block--${form.dataset.score}`)) answer.checked = false
    }
    step(1)
  })
  back.addEventListener('click', () => step(1, true))

  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (form.dataset.stepped === '1') return step(2, true)
    send.disabled = true
    let answer
    try {
      await asked
      const body = new URLSearchParams(new FormData(form))
      answer = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'application/json' } })
    } catch {
      // said below
    }
    send.disabled = false
    const sent = answer?.status === 204
    if (answer && !sent) return form.submit() // a step more, as without JavaScript: it says what is wrong, or works first
    thanks.textContent = sent ? thanks.dataset.thanks : thanks.dataset.failed
    if (sent) {
      form.dataset.sent = ''
      thanks.focus()
    }
  })
}
