// The proof of work asked beyond a limit (cms/limits.py): tries numbers until the hash begins with enough zeros.
const form = document.querySelector('[data-bits]')
const { bits, question, done } = form.dataset
const encoder = new TextEncoder()

async function fits(number) {
  const hash = await crypto.subtle.digest('SHA-256', encoder.encode(`${question}.${number}`))
  return new DataView(hash).getUint32(0) >>> (32 - Number(bits)) === 0
}

async function solve() {
  const together = 256 // hashes asked at once: the wait for each costs more than the hash
  for (let first = 0; ; first += together) {
    const numbers = Array.from({ length: together }, (_, more) => first + more)
    const found = (await Promise.all(numbers.map(fits))).indexOf(true)
    if (found >= 0) return first + found
  }
}

async function work() {
  for (const part of form.querySelectorAll('[data-needs-script]')) part.hidden = false
  form.querySelector('[data-without-script]').hidden = true
  form.querySelector('[data-answer]').value = await solve()
  form.querySelector('[role=status]').textContent = done
  form.querySelector('button').disabled = false
}

if (globalThis.crypto?.subtle) work() // only on https, or on this machine
