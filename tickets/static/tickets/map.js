// The map that is a button, without leaving the page: touches, buttons and the telephone's position move it here; the
// server draws it. What the server does without JavaScript, and what it means, is in tickets/picker.py.
const SPANS = [0, 12000, 3000, 800] // metres, as in picker.SPAN_METRES
const METRES = 111320 // of a degree of latitude
const MARGIN = 1.04

for (const map of document.querySelectorAll('[data-map]')) {
  const form = map.closest('form')
  const picture = map.querySelector('input[type="image"]')
  const said = map.querySelector('[data-said]')
  const here = map.querySelector('[data-here]')
  const moves = map.querySelector('.report-map__moves')
  const latitude = form.elements.latitude
  const longitude = form.elements.longitude
  const side = Number(map.dataset.side)
  const whole = map.dataset.bounds.split(',').map(Number) // west, south, east, north of what is drawn
  let bounds = whole
  let [y, x, step] = map.dataset.view ? map.dataset.view.split(',').map(Number) : [(whole[1] + whole[3]) / 2, (whole[0] + whole[2]) / 2, 0]
  const body = step === 0 ? whole : null // the whole body is known only if the page began with it

  // Without the whole body to go back to, and for removing the point, the server's own buttons do.
  const draw = () => {
    if (step === 0) bounds = body
    else {
      const down = (SPANS[step] / 2 / METRES) * MARGIN
      const across = down / Math.cos((y * Math.PI) / 180)
      bounds = [x - across, y - down, x + across, y + down]
    }
    const address = new URL(picture.src)
    address.searchParams.delete('vista')
    address.searchParams.delete('punto')
    if (step) address.searchParams.set('vista', `${y.toFixed(5)},${x.toFixed(5)},${step}`)
    if (latitude.value) address.searchParams.set('punto', `${latitude.value},${longitude.value}`)
    picture.src = address
    moves.querySelectorAll('[value="nord"], [value="sud"], [value="est"], [value="ovest"], [value="lontano"]').forEach((one) => (one.hidden = step === 0))
    moves.querySelectorAll('[value="vicino"]').forEach((one) => (one.hidden = step === SPANS.length - 1))
  }
  const choose = (lat, lon, nearer) => {
    latitude.value = lat.toFixed(5)
    longitude.value = lon.toFixed(5)
    ;[y, x, step] = [lat, lon, Math.min(nearer ?? step + 1, SPANS.length - 1)]
    said.textContent = `${latitude.value}, ${longitude.value}`
    draw()
  }

  picture.addEventListener('click', (event) => {
    if (!event.detail && !event.clientX) return // pressed from the keyboard: nowhere in particular
    event.preventDefault()
    const box = picture.getBoundingClientRect()
    const right = ((event.clientX - box.left) / box.width) * side
    const down = ((event.clientY - box.top) / box.height) * side
    choose(bounds[3] - (down / side) * (bounds[3] - bounds[1]), bounds[0] + (right / side) * (bounds[2] - bounds[0]))
  })
  moves.addEventListener('click', (event) => {
    const key = event.target.closest('button')?.value
    if (!key || (key === 'lontano' && step === 1 && !body)) return
    event.preventDefault()
    const [up, across] = [(bounds[3] - bounds[1]) / 3, (bounds[2] - bounds[0]) / 3]
    if (key === 'vicino') step = Math.min(step + 1, SPANS.length - 1)
    else if (key === 'lontano') step = Math.max(step - 1, 0)
    else if (key === 'nord') y += up
    else if (key === 'sud') y -= up
    else if (key === 'est') x += across
    else x -= across
    draw()
  })
  picture.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    choose(y, x) // the middle of what is drawn
  })

  if (navigator.geolocation && window.isSecureContext) {
    here.hidden = false
    here.addEventListener('click', () =>
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => choose(coords.latitude, coords.longitude, SPANS.length - 1),
        () => (said.textContent = map.dataset.denied),
        { enableHighAccuracy: true, timeout: 15000 },
      ),
    )
  }
}
