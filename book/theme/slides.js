// slides.js - one slide at a time: arrows, space, Home, End; n shows the notes.
const slides = [...document.querySelectorAll('.slide')]
const place = document.getElementById('place')
let at = 0

function show(n) {
  slides[at].classList.remove('shown')
  at = Math.max(0, Math.min(slides.length - 1, n))
  slides[at].classList.add('shown')
  place.textContent = `${at + 1} / ${slides.length}`
  history.replaceState(null, '', '#' + (at + 1))
}

function fit() {
  const scale = Math.min(innerWidth / 1280, innerHeight / 720)
  document.body.style.setProperty('--scale', scale)
}

const steps = {
  ArrowRight: () => at + 1, ArrowDown: () => at + 1, PageDown: () => at + 1,
  ' ': () => at + 1, ArrowLeft: () => at - 1, ArrowUp: () => at - 1,
  PageUp: () => at - 1, Home: () => 0, End: () => slides.length - 1
}
addEventListener('keydown', event => {
  if (event.ctrlKey || event.altKey || event.metaKey) return
  if (event.key === 'n') document.body.classList.toggle('noted')
  if (!(event.key in steps)) return
  event.preventDefault()
  show(steps[event.key]())
})
addEventListener('click', event => {
  if (!event.target.closest('a, .code, .table, .notes')) {
    show(at + (event.clientX < innerWidth / 3 ? -1 : 1))
  }
})
addEventListener('resize', fit)
addEventListener('hashchange', () => show((parseInt(location.hash.slice(1)) || 1) - 1))
document.body.classList.add('deck')
fit()
show((parseInt(location.hash.slice(1)) || 1) - 1)
