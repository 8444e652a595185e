// "Ascolta": the browser reads the page aloud, part by part. The button is there only where a voice speaks the language of the page.
const PARTS = 'h1, h2, h3, h4, p, li, dt, dd, th, td, figcaption, summary'
const SILENT = 'nav, form, script, [hidden], .share-actions, .visually-hidden, .feedback-band, .page-head__side'
const LONGEST = 220 // characters of one utterance: some voices stop at longer ones

function sentences(text) {
  const found = []
  for (const piece of text.match(/[^.!?;:]+[.!?;:]*\s*/g) || [text]) {
    if (found.length && (found[found.length - 1] + piece).length < LONGEST) found[found.length - 1] += piece
    else found.push(piece)
  }
  return found
}

// What is read, in order: every smallest part of the content with words of its own, in its language, under its heading.
function script(main) {
  const lines = []
  let section = document.title
  for (const element of main.querySelectorAll(PARTS)) {
    if (element.closest(SILENT) || element.querySelector(PARTS)) continue
    const copy = element.cloneNode(true)
    for (const mute of copy.querySelectorAll('.visually-hidden, svg')) mute.remove()
    const text = copy.textContent.replace(/\s+/g, ' ').trim()
    if (!text) continue
    const isTitle = /^H[12]$/.test(element.tagName)
    if (isTitle) section = text
    const lang = (element.closest('[lang]') || document.documentElement).lang || 'it'
    sentences(text).forEach((words, i) => lines.push({ element, words, lang, section, starts: isTitle && i === 0 }))
  }
  return lines
}

export function listen() {
  const button = document.querySelector('[data-listen]')
  const bar = document.querySelector('[data-listen-bar]')
  const main = document.querySelector('main')
  if (!button || !bar || !main || !('speechSynthesis' in window)) return
  const voices = window.speechSynthesis
  const voiceFor = (lang) => voices.getVoices().find((voice) => voice.lang.toLowerCase().startsWith(lang.slice(0, 2)))
  const offer = () => (button.hidden = !voiceFor(document.documentElement.lang || 'it'))
  offer()
  if (voices.addEventListener) voices.addEventListener('voiceschanged', offer)

  const state = bar.querySelector('[data-listen-state]')
  const hold = bar.querySelector('[data-listen-pause]')
  let lines = []
  let at = 0
  let turn = 0 // an utterance that ends after it was cut off must not go on
  let told = ''

  const mark = (element) => {
    for (const old of main.querySelectorAll('.is-read')) old.classList.remove('is-read')
    if (element) element.classList.add('is-read')
  }
  const tell = (words) => {
    if (told !== words) state.textContent = told = words
  }
  const paused = (is) => {
    hold.textContent = is ? hold.dataset.resume : hold.dataset.hold
    hold.dataset.state = is ? 'paused' : 'reading'
  }
  const speak = () => {
    const mine = (turn += 1)
    const line = lines[at]
    if (!line) return stop(state.dataset.ended)
    mark(line.element)
    tell(`${state.dataset.reading} ${line.section}`)
    const utterance = new SpeechSynthesisUtterance(line.words)
    utterance.lang = line.lang
    const voice = voiceFor(line.lang)
    if (voice) utterance.voice = voice
    utterance.onend = () => {
      if (mine !== turn) return
      at += 1
      speak()
    }
    utterance.onerror = () => mine === turn && stop('')
    voices.speak(utterance)
  }
  const stop = (words) => {
    turn += 1
    voices.cancel()
    mark(null)
    tell(words || '')
    if (words) {
      if (document.activeElement === hold) bar.querySelector('[data-listen-stop]').focus()
      hold.disabled = true
      return
    }
    bar.hidden = true
    const menu = button.closest('details')
    ;(menu ? menu.querySelector('summary') : button).focus()
  }

  button.addEventListener('click', () => {
    voices.cancel()
    lines = script(main)
    at = 0
    bar.hidden = false
    hold.disabled = false
    paused(false)
    const menu = button.closest('details')
    if (menu) menu.open = false
    hold.focus()
    speak()
  })
  hold.addEventListener('click', () => {
    if (hold.dataset.state === 'paused') {
      paused(false)
      speak()
      return
    }
    turn += 1
    voices.cancel() // pausing and resuming a voice fails on many phones: this part is read again from its beginning
    paused(true)
    tell(state.dataset.paused)
  })
  bar.querySelector('[data-listen-next]').addEventListener('click', () => {
    const next = lines.findIndex((line, i) => i > at && line.starts)
    voices.cancel()
    hold.disabled = false
    paused(false)
    at = next < 0 ? lines.length : next
    speak()
  })
  bar.querySelector('[data-listen-stop]').addEventListener('click', () => stop(''))
  bar.addEventListener('keydown', (event) => event.key === 'Escape' && stop(''))
  addEventListener('pagehide', () => voices.cancel())
}
