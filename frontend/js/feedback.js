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

  form.addEventListener('change', (event) => {
    if (event.target.name !== 'score') return
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
    let sent = false
    try {
      const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), headers: { Accept: 'application/json' } })
      sent = answer.ok
    } catch {
      // said below
    }
    send.disabled = false
    thanks.textContent = sent ? thanks.dataset.thanks : thanks.dataset.failed
    if (sent) {
      form.dataset.sent = ''
      thanks.focus()
    }
  })
}
