// Builds cms/static/dist from bootstrap-italia, frontend/ and the templates: site.css, site.js, sprite.svg, fonts.
// `node frontend/build.mjs --check` builds, then fails when a budget or a rule is broken.
import { build } from 'esbuild'
import { transform, browserslistToTargets } from 'lightningcss'
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { PurgeCSS } from 'purgecss'
import * as sass from 'sass'
import { themed } from './palette.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const out = join(root, 'cms/static/dist')
const modules = join(root, 'node_modules')
const KIB = 1024
const BUDGET = { 'site.css': 24 * KIB, 'site.js': 12 * KIB, 'sprite.svg': 6 * KIB }
const SKIP = new Set(['node_modules', '.venv', '.git', 'var', 'build', 'dist', 'migrations', 'tests', '__pycache__', 'frontend'])

function walk(folder, wanted, found = []) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (SKIP.has(entry.name)) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) walk(path, wanted, found)
    else if (wanted(path)) found.push(path)
  }
  return found
}

// Admin templates have Wagtail's own styles: they neither keep a rule nor an icon alive.
const templates = walk(root, (path) => path.endsWith('.html') && /\/templates\//.test(path) && !/\/templates\/wagtailadmin\//.test(path))
const python = walk(root, (path) => path.endsWith('.py'))
const scripts = readdirSync(join(root, 'frontend/js')).map((name) => join(root, 'frontend/js', name))
const read = (path) => readFileSync(path, 'utf8')

function compile(name) {
  return sass.compile(join(root, 'frontend/scss', name), {
    loadPaths: [modules],
    quietDeps: true,
    silenceDeprecations: ['import', 'global-builtin', 'color-functions', 'if-function'].filter((id) => id in sass.deprecations),
    logger: sass.Logger.silent,
    charset: false,
  }).css
}

async function purge(css) {
  const [result] = await new PurgeCSS().purge({
    content: [...templates, ...python, ...scripts].map((path) => ({ raw: read(path).replace(/\{#[\s\S]*?#\}|\{% comment %\}[\s\S]*?\{% endcomment %\}/g, ''), extension: path.split('.').pop() })),
    css: [{ raw: css }],
    variables: false,
    safelist: {
      standard: [/^richtext-image$/, /^(left|right|full-width)$/, 'html', 'body'],
      // modifiers that templates build from a value: callout--{{ kind }}
      greedy: [/data-theme/, /data-element/, /popover-open/, /details-content/, /^site-alert--/, /^callout--/, /^alert-/, /^gallery__samples--/],
    },
  })
  return result.css
}

async function styles() {
  // Bootstrap Italia lies in a cascade layer, so the house always wins without specificity fights.
  const kit = themed(await purge(compile('_bootstrap.scss')))
  const house = await purge(compile('site.scss'))
  const { code } = transform({
    filename: 'site.css',
    code: Buffer.from(`@layer kit{${kit}}\n${house}`),
    minify: true,
    targets: browserslistToTargets(['chrome 99', 'edge 99', 'firefox 97', 'safari 15.4']),
  })
  // sass and lightningcss write the version as the official file does; a checker reads it on <body>
  if (!code.includes('--bootstrap-italia-version')) throw new Error('--bootstrap-italia-version is missing')
  writeFileSync(join(out, 'site.css'), code)
}

async function script() {
  await build({
    entryPoints: [join(root, 'frontend/js/site.js')],
    outfile: join(out, 'site.js'),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2020',
    legalComments: 'none',
  })
}

function iconNames() {
  const names = new Set()
  for (const path of [...templates]) {
    for (const [, name] of read(path).matchAll(/(?<!class=)["'](it-[a-z0-9-]+)["']|#(it-[a-z0-9-]+)/g)) if (name) names.add(name)
    for (const [, name] of read(path).matchAll(/#(it-[a-z0-9-]+)/g)) names.add(name)
  }
  for (const path of [...python, ...scripts]) for (const [, name] of read(path).matchAll(/["'](it-[a-z0-9-]+)["']/g)) names.add(name)
  for (const line of read(join(root, 'frontend/icons.txt')).split('\n')) if (line.trim() && !line.startsWith('#')) names.add(line.trim())
  return names
}

function sprite() {
  const source = read(join(modules, 'bootstrap-italia/dist/svg/sprites.svg'))
  const symbols = new Map()
  for (const [whole, id] of source.matchAll(/<symbol[^>]*\bid="([^"]+)"[^>]*>[\s\S]*?<\/symbol>/g)) symbols.set(id, whole)
  const own = read(join(root, 'frontend/icons.svg'))
  for (const [whole, id] of own.matchAll(/<symbol[^>]*\bid="([^"]+)"[^>]*>[\s\S]*?<\/symbol>/g)) symbols.set(id, whole)
  const used = [...iconNames()].filter((name) => symbols.has(name)).sort()
  const body = used.map((name) => symbols.get(name).replace(/\s+/g, ' ').replace(/> </g, '><')).join('')
  writeFileSync(join(out, 'sprite.svg'), `<svg xmlns="http://www.w3.org/2000/svg">${body}</svg>`)
  return used
}

// Class names of Bootstrap Italia: the conformity check counts how many of a page's are among them (C.SI.1.2).
function kitClasses() {
  const css = read(join(modules, 'bootstrap-italia/dist/css/bootstrap-italia.min.css')).replace(/url\([^)]*\)|"[^"]*"|\/\*[\s\S]*?\*\//g, '')
  const names = new Set([...css.matchAll(/\.(-?[a-z_][\w-]*)/gi)].map(([, name]) => name))
  writeFileSync(join(out, 'kit-classes.txt'), [...names].sort().join('\n'))
  return names.size
}

function fonts() {
  mkdirSync(join(out, 'fonts'), { recursive: true })
  const wanted = [
    ['titillium-web', '400'], ['titillium-web', '600'], ['titillium-web', '700'],
    ['lora', '400'], ['roboto-mono', '400'],
  ]
  for (const [family, weight] of wanted) {
    copyFileSync(join(modules, `@fontsource/${family}/files/${family}-latin-${weight}-normal.woff2`), join(out, `fonts/${family}-${weight}.woff2`))
  }
}

// One icon of the site per theme, coloured by the tokens.
function favicons() {
  const tokens = read(join(root, 'frontend/scss/tokens.scss'))
  for (const [, theme, body] of tokens.matchAll(/\[data-theme="([a-z]+)"\] \{([^}]*)\}/g)) {
    const colour = (name) => body.match(new RegExp(`--u-${name}: (#[0-9a-f]{6})`))[1]
    const emblem = read(join(root, 'frontend/favicon.svg')).replace(/\{(primary-soft|primary)\}/g, (_, name) => colour(name))
    writeFileSync(join(out, `favicon-${theme}.svg`), emblem)
  }
}

function report() {
  let broken = 0
  for (const [name, limit] of Object.entries(BUDGET)) {
    const raw = readFileSync(join(out, name))
    const packed = brotliCompressSync(raw).length
    if (packed > limit) broken += 1
    console.log(`${name.padEnd(11)} ${String(raw.length).padStart(7)} B raw ${String(packed).padStart(6)} B brotli (limit ${limit})${packed > limit ? '  TOO BIG' : ''}`)
  }
  const sizes = Object.fromEntries(readdirSync(join(out, 'fonts')).map((name) => [name, statSync(join(out, 'fonts', name)).size]))
  const firstVisit = Object.entries(sizes).filter(([name]) => !name.startsWith('roboto')).reduce((sum, [, size]) => sum + size, 0)
  if (firstVisit > 75 * KIB) broken += 1
  console.log(`fonts       ${firstVisit} B on a first visit (limit ${75 * KIB})`)
  return broken
}

function rules() {
  const faults = []
  for (const path of templates) {
    const text = read(path).replace(/\{#[\s\S]*?#\}|\{% comment %\}[\s\S]*?\{% endcomment %\}/g, '')
    if (/\sstyle\s*=\s*["']/.test(text)) faults.push(`${relative(root, path)}: style attribute`)
    if (/\son[a-z]+\s*=\s*["']/.test(text)) faults.push(`${relative(root, path)}: on… attribute`)
    if (/<style[\s>]/.test(text) || /<script(?![^>]*(\bsrc=|application\/(ld\+)?json))/.test(text)) faults.push(`${relative(root, path)}: inline code`)
  }
  for (const path of walk(join(root, 'frontend/scss'), (name) => name.endsWith('.scss') && !name.endsWith('tokens.scss'))) {
    const text = read(path).replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*/g, '')
    if (/#[0-9a-f]{3,8}\b|\b(rgba?|hsla?)\(/i.test(text)) faults.push(`${relative(root, path)}: raw colour`)
  }
  faults.forEach((fault) => console.error(fault))
  return faults.length
}

const started = Date.now()
rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
await Promise.all([styles(), script()])
fonts()
favicons()
const used = sprite()
const kit = kitClasses()
const broken = report()
console.log(`${used.length} icons, ${kit} class names of the kit, ${templates.length} templates, ${((Date.now() - started) / 1000).toFixed(1)} s`)
if (process.argv.includes('--check') && broken + rules() > 0) process.exit(1)
