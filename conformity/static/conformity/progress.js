// How far a check is, every three seconds; when it ends the screen is read again.
const box = document.querySelector('[data-conformity-state]')
const EVERY = 3000

async function look() {
  const answer = await fetch(box.dataset.conformityState, { headers: { Accept: 'application/json' } })
  if (!answer.ok) return
  const state = await answer.json()
  if (!state.under_way) {
    window.location.reload()
    return
  }
  if (state.total) {
    const bar = box.querySelector('progress')
    bar.max = state.total
    bar.value = state.done
    box.querySelector('[data-conformity-count]').textContent = `${state.done} pagine su ${state.total}`
  }
  window.setTimeout(look, EVERY)
}

if (box) window.setTimeout(look, EVERY)
