// Video calls: a page that waits for the room to open, the trial of one's devices, and the demonstration room.

function reveal(root) {
  for (const part of root.querySelectorAll('[data-needs-script]')) part.hidden = false
}

// --- Waiting: the page shows the button by itself when the room opens (at most a day ahead: timers have a limit).
const waiting = document.querySelector('[data-opens-in]')
if (waiting) {
  const seconds = Number(waiting.dataset.opensIn)
  if (seconds < 86400) setTimeout(() => location.reload(), (seconds + 1) * 1000)
}

// --- Trial of camera, microphone and loudspeaker.
function problemOf(error, words) {
  const known = { NotAllowedError: 'refused', SecurityError: 'refused', NotFoundError: 'missing', OverconstrainedError: 'missing', NotReadableError: 'busy', AbortError: 'busy' }
  return words[known[error.name] || 'old']
}

function say(place, ...lines) {
  place.replaceChildren(...lines.map((line) => Object.assign(document.createElement('p'), { textContent: line })))
}

async function tryDevices(root) {
  const words = root.dataset
  const said = root.querySelector('[data-said]')
  if (!navigator.mediaDevices) return say(said, words.old)
  let stream
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true })
  } catch (error) {
    return say(said, problemOf(error, words))
  }
  root.querySelector('[data-picture]').hidden = false
  root.querySelector('video').srcObject = stream
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Uint8Array(analyser.fftSize)
  const meter = root.querySelector('meter')
  let loudest = 0
  let told = ''
  const started = Date.now()
  say(said, words.goodCamera)
  setInterval(() => {
    analyser.getByteTimeDomainData(samples)
    const level = samples.reduce((most, one) => Math.max(most, Math.abs(one - 128)), 0)
    meter.value = Math.min(100, level)
    loudest = Math.max(loudest, level)
    const now = loudest > 4 ? words.goodMicrophone : Date.now() - started > 4000 ? words.noMicrophone : ''
    if (now && now !== told) say(said, words.goodCamera, now)
    told = now
  }, 150)
}

function ring() {
  const context = new AudioContext()
  const tone = context.createOscillator()
  const volume = context.createGain()
  volume.gain.value = 0.2
  tone.connect(volume).connect(context.destination)
  tone.start()
  tone.stop(context.currentTime + 0.8)
}

const check = document.querySelector('[data-video-check]')
if (check) {
  reveal(check)
  check.querySelector('[data-start]').addEventListener('click', () => tryDevices(check))
  check.querySelector('[data-sound]').addEventListener('click', ring)
}

// --- The demonstration room. The two browsers speak through the server until they have found one another; then directly.
class Room {
  constructor(root) {
    this.root = root
    this.words = root.dataset
    this.isHost = this.words.role === 'operatore'
    this.after = 0
    this.pending = []
    this.candidates = []
    this.stream = new MediaStream()
    this.said = root.querySelector('[data-said]')
    this.theirs = root.querySelector('[data-theirs]')
    this.list = root.querySelector('[data-words]')
  }

  async enter() {
    this.isIn = true
    this.tell(this.words.alone)
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true })
      this.root.querySelector('[data-mine]').srcObject = this.stream
    } catch {
      this.written(this.words.noDevices)
    }
    await this.catchUp()
    this.pending.push({ tipo: 'ciao', risposta: false })
    this.listen()
  }

  tell(text) {
    if (this.said.textContent !== text) this.said.textContent = text
  }

  written(text, who = '') {
    const line = document.createElement('li')
    if (who) line.append(Object.assign(document.createElement('strong'), { textContent: `${who}: ` }))
    line.append(text)
    this.list.append(line)
  }

  async post() {
    const dice = this.pending.splice(0, 40)
    try {
      const answer = await fetch(this.words.signals, { method: 'POST', body: JSON.stringify({ dopo: this.after, dice }), headers: { 'Content-Type': 'application/json' } })
      if (answer.status === 404) {
        this.leave(this.words.closed)
        return []
      }
      if (!answer.ok) throw new Error(answer.statusText)
      const { ultimo, sente } = await answer.json()
      this.after = ultimo
      return sente
    } catch {
      this.pending.unshift(...dice)
      this.tell(this.words.lost)
      return []
    }
  }

  // What was said before we came in is read once: words in writing stay, old offers do not.
  async catchUp() {
    for (const one of await this.post()) if (one.tipo === 'testo') this.written(one.testo, this.words.other)
  }

  async listen() {
    while (this.isIn) {
      for (const one of await this.post()) await this.hear(one)
      await new Promise((resolve) => setTimeout(resolve, this.peer && this.peer.connectionState === 'connected' ? 2000 : 700))
    }
  }

  open() {
    if (this.peer) this.peer.close()
    this.candidates = []
    const peer = (this.peer = new RTCPeerConnection())
    for (const track of this.stream.getTracks()) peer.addTrack(track, this.stream)
    peer.addEventListener('icecandidate', ({ candidate }) => candidate && this.pending.push({ tipo: 'candidato', candidato: candidate.toJSON() }))
    peer.addEventListener('track', ({ streams }) => (this.theirs.srcObject = streams[0]))
    peer.addEventListener('connectionstatechange', () => {
      if (peer.connectionState === 'failed' && this.isHost) this.offer()
    })
    return peer
  }

  async offer() {
    const peer = this.open()
    if (!this.stream.getTracks().length) {
      peer.addTransceiver('audio', { direction: 'recvonly' })
      peer.addTransceiver('video', { direction: 'recvonly' })
    }
    await peer.setLocalDescription()
    this.pending.push({ tipo: 'offerta', testo: peer.localDescription.sdp })
  }

  async hear(one) {
    if (one.tipo === 'ciao') {
      this.tell(this.words.together)
      if (!one.risposta) this.pending.push({ tipo: 'ciao', risposta: true })
      if (this.isHost) await this.offer()
    } else if (one.tipo === 'offerta') {
      const peer = this.open()
      await peer.setRemoteDescription({ type: 'offer', sdp: one.testo })
      await peer.setLocalDescription()
      this.pending.push({ tipo: 'risposta', testo: peer.localDescription.sdp })
      this.tell(this.words.together)
    } else if (one.tipo === 'risposta' && this.peer) {
      await this.peer.setRemoteDescription({ type: 'answer', sdp: one.testo })
      for (const kept of this.candidates.splice(0)) await this.peer.addIceCandidate(kept)
    } else if (one.tipo === 'candidato' && this.peer) {
      if (this.peer.remoteDescription) await this.peer.addIceCandidate(one.candidato).catch(() => {})
      else this.candidates.push(one.candidato)
    } else if (one.tipo === 'testo') {
      this.written(one.testo, this.words.other)
    } else if (one.tipo === 'esce') {
      this.theirs.srcObject = null
      this.tell(this.words.gone)
    }
  }

  toggle(kind, button, on, off) {
    const tracks = kind === 'audio' ? this.stream.getAudioTracks() : this.stream.getVideoTracks()
    for (const track of tracks) track.enabled = !track.enabled
    button.textContent = tracks.length && tracks[0].enabled ? on : off
  }

  // Also when the page is closed: a beacon arrives when nothing else does.
  bye() {
    if (!this.isIn) return
    navigator.sendBeacon(this.words.signals, JSON.stringify({ dopo: this.after, dice: [{ tipo: 'esce' }] }))
  }

  leave(text) {
    this.bye()
    this.isIn = false
    if (this.peer) this.peer.close()
    this.peer = null
    for (const track of this.stream.getTracks()) track.stop()
    this.theirs.srcObject = null
    this.root.querySelector('[data-mine]').srcObject = null
    this.tell(text)
  }
}

const place = document.querySelector('[data-video-room]')
if (place) {
  reveal(place)
  const words = place.dataset
  const room = new Room(place)
  const leave = place.querySelector('[data-leave]')
  const microphone = place.querySelector('[data-microphone]')
  const camera = place.querySelector('[data-camera]')
  const leaveText = leave.textContent
  microphone.addEventListener('click', () => room.toggle('audio', microphone, words.muteOn, words.muteOff))
  camera.addEventListener('click', () => room.toggle('video', camera, words.cameraOn, words.cameraOff))
  leave.addEventListener('click', () => {
    if (room.isIn) room.leave(words.out)
    else room.enter()
    leave.textContent = room.isIn ? leaveText : words.again
  })
  place.querySelector('[data-write]').addEventListener('submit', (event) => {
    event.preventDefault()
    const field = event.target.querySelector('input')
    if (!field.value.trim()) return
    room.pending.push({ tipo: 'testo', testo: field.value.trim() })
    room.written(field.value.trim(), words.me)
    field.value = ''
  })
  window.addEventListener('pagehide', () => room.bye())
  room.enter()
}
