// Bootstrap Italia compiles its colours to literals. This turns every literal into a design token, by family
// (blue -> primary, slate -> neutral, red -> danger …), so that no colour of the kit can leak past a theme.

function channel(text) {
  return text.endsWith('%') ? (parseFloat(text) / 100) * 255 : parseFloat(text)
}

function fromHsl(h, s, l) {
  const k = (n) => (n + h / 30) % 12
  const a = s * Math.min(l, 1 - l)
  const f = (n) => l - a * Math.max(-1, Math.min(k(n) - 3, Math.min(9 - k(n), 1)))
  return [f(0) * 255, f(8) * 255, f(4) * 255]
}

function parse(text) {
  if (text.startsWith('#')) {
    let digits = text.slice(1)
    if (digits.length <= 4) digits = [...digits].map((d) => d + d).join('')
    const value = (i) => parseInt(digits.slice(i, i + 2), 16)
    return { rgb: [value(0), value(2), value(4)], alpha: digits.length === 8 ? value(6) / 255 : 1 }
  }
  const [, kind, inside] = text.match(/^(rgb|hsl)a?\((.*)\)$/)
  const parts = inside.split(/[\s,/]+/).filter(Boolean)
  const alpha = parts[3] === undefined ? 1 : parts[3].endsWith('%') ? parseFloat(parts[3]) / 100 : parseFloat(parts[3])
  const rgb = kind === 'rgb' ? parts.slice(0, 3).map(channel) : fromHsl(parseFloat(parts[0]), parseFloat(parts[1]) / 100, parseFloat(parts[2]) / 100)
  return { rgb, alpha }
}

function hsl([r, g, b]) {
  ;[r, g, b] = [r / 255, g / 255, b / 255]
  const max = Math.max(r, g, b)
  const min = Math.min(r, g, b)
  const d = max - min
  const l = (max + min) / 2
  const s = d === 0 ? 0 : d / (1 - Math.abs(2 * l - 1))
  let h = 0
  if (d !== 0) {
    if (max === r) h = ((g - b) / d) % 6
    else if (max === g) h = (b - r) / d + 2
    else h = (r - g) / d + 4
  }
  return [((h * 60) + 360) % 360, s, l]
}

function token(rgb) {
  const [h, s, l] = hsl(rgb)
  if (l > 0.995) return 'white'
  if (l < 0.005) return 'black'
  if (s < 0.05) return l > 0.93 ? 'tint' : l > 0.88 ? 'tint-2' : l > 0.75 ? 'line' : l > 0.6 ? 'line-strong' : l > 0.3 ? 'muted' : 'ink'
  if (h >= 190 && h < 300) {
    if (l > 0.94) return 'tint'
    if (l > 0.86) return 'tint-2'
    if (s < 0.4) return l > 0.7 ? 'line' : l > 0.55 ? 'line-strong' : l > 0.25 ? 'muted' : 'ink'
    if (s < 0.6) return l > 0.7 ? 'line' : 'ink'
    return l > 0.75 ? 'primary-pale' : l > 0.55 ? 'primary-mid' : l > 0.34 ? 'primary' : l > 0.22 ? 'primary-dark' : 'primary-deep'
  }
  if (h >= 100 && h < 170) return l > 0.7 ? 'success-pale' : 'success'
  if (h >= 20 && h < 70) return l > 0.7 ? 'warning-pale' : 'warning'
  if (h >= 320 || h < 20) return l > 0.8 ? 'danger-pale' : 'danger'
  return 'accent'
}

function replace(text) {
  const { rgb, alpha } = parse(text)
  if (alpha === 0) return 'transparent'
  const name = `var(--u-${token(rgb)})`
  return alpha === 1 ? name : `color-mix(in srgb,${name} ${Math.round(alpha * 1000) / 10}%,transparent)`
}

export function themed(css) {
  return css
    // utilities: rgba(var(--bs-primary-rgb), …) -> the token itself
    .replace(/rgba\(var\(--bs-([a-z0-9-]+)-rgb\),\s*(?:var\([^()]*\)|[\d.]+)\)/g, 'var(--bs-$1)')
    .replace(/--bs-[a-z0-9-]+-rgb:[^;}]*;?/g, '')
    // literals, but not the ones inside data: icons
    .replace(/url\("data:[^"]*"\)|#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl)a?\([^()]*\)/g, (found) => (found.startsWith('url') || found.includes('var(') ? found : replace(found)))

}
