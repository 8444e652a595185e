// Reads scss/tokens.scss and fails when a pair of colours in use is too weak, in any theme (WCAG 2.2: 1.4.3, 1.4.6, 1.4.11).
import { readFileSync } from 'node:fs'

const css = readFileSync(new URL('scss/tokens.scss', import.meta.url), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')
const read = (body) => Object.fromEntries([...body.matchAll(/--u-([a-z0-9-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]))
const shared = read(css.match(/:root \{([^}]*)\}/)[1])
const themes = [...css.matchAll(/\[data-theme="([a-z]+)"\] \{([^}]*)\}/g)].map(([, name, body]) => [name, { ...shared, ...read(body) }])

// [foreground, ground, least ratio]
const BODY = 7
const TEXT = 4.5
const SHAPE = 3
const PAIRS = [
  ['ink', 'white', BODY], ['ink', 'tint', BODY], ['ink', 'tint-2', BODY], ['ink', 'accent-pale', BODY], ['ink', 'warning-pale', BODY],
  ['ink', 'success-pale', BODY], ['ink', 'danger-pale', BODY],
  ['muted', 'white', BODY], ['muted', 'tint', BODY], ['muted', 'tint-2', BODY],
  ['primary', 'white', BODY], ['primary', 'tint', BODY], ['primary', 'tint-2', TEXT], ['primary', 'warning-pale', TEXT],
  ['primary', 'success-pale', TEXT], ['primary', 'danger-pale', TEXT],
  ['primary-dark', 'white', BODY], ['primary-dark', 'tint-2', BODY],
  ['white', 'primary', BODY], ['white', 'primary-dark', BODY], ['white', 'primary-deep', BODY], ['white', 'danger', BODY],
  ['danger', 'white', BODY], ['danger', 'danger-pale', BODY], ['success', 'white', BODY], ['success', 'success-pale', BODY],
  ['warning', 'white', BODY], ['warning', 'warning-pale', BODY],
  ['line-strong', 'white', SHAPE], ['line-strong', 'tint', SHAPE], ['primary-mid', 'white', SHAPE],
  ['focus', 'white', SHAPE], ['focus', 'tint-2', SHAPE], ['ink', 'warning-pale', SHAPE],
  ['focus-on-dark', 'primary', SHAPE], ['focus-on-dark', 'primary-dark', SHAPE], ['focus-on-dark', 'primary-deep', SHAPE], ['focus-on-dark', 'danger', SHAPE],
]

function luminance(hex) {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function ratio(a, b) {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

let faults = 0
for (const [name, colours] of themes) {
  const found = PAIRS.map(([front, ground, least]) => ({ front, ground, least, value: ratio(colours[front], colours[ground]) }))
  for (const { front, ground, least, value } of found.filter((pair) => pair.value < pair.least)) {
    faults += 1
    console.error(`${name}: ${front} on ${ground} is ${value.toFixed(2)}, wanted ${least}`)
  }
  const text = found.filter((pair) => pair.least >= TEXT)
  const enhanced = text.filter((pair) => pair.value >= 7).length
  console.log(`${name.padEnd(9)} ${found.length} pairs, weakest text ${Math.min(...text.map((pair) => pair.value)).toFixed(2)}, AAA ${enhanced}/${text.length}`)
}
process.exit(faults ? 1 : 0)
