// A click on the map of a place writes its coordinates; coordinates that are typed move the mark.
const DECIMALS = 6

function start(panel) {
  const drawing = panel.querySelector('svg')
  const mark = panel.querySelector('[data-mark]')
  const form = panel.closest('form')
  const latitude = form.querySelector('[name="latitude"]')
  const longitude = form.querySelector('[name="longitude"]')
  if (!latitude || !longitude) return
  const west = Number(panel.dataset.west)
  const north = Number(panel.dataset.north)
  const across = Number(panel.dataset.perDegreeX)
  const down = Number(panel.dataset.perDegreeY)

  const show = () => {
    const x = (parseFloat(longitude.value.replace(',', '.')) - west) * across
    const y = (north - parseFloat(latitude.value.replace(',', '.'))) * down
    const known = Number.isFinite(x) && Number.isFinite(y)
    mark.toggleAttribute('hidden', !known)
    mark.setAttribute('display', known ? 'inline' : 'none')
    if (known) {
      mark.setAttribute('cx', x)
      mark.setAttribute('cy', y)
    }
  }

  drawing.addEventListener('click', (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM().inverse())
    latitude.value = (north - at.y / down).toFixed(DECIMALS)
    longitude.value = (west + at.x / across).toFixed(DECIMALS)
    for (const field of [latitude, longitude]) field.dispatchEvent(new Event('change', { bubbles: true }))
    show()
  })
  for (const field of [latitude, longitude]) field.addEventListener('input', show)
  show()
}

for (const panel of document.querySelectorAll('[data-place-map]')) start(panel)
