// slides_measure.js - added to a deck by instructor_test.sh: writes what does
// not fit on its slide into the page, for chromium --dump-dom.
addEventListener('load', async () => {
  await document.fonts.ready
  const found = []
  document.querySelectorAll('.slide').forEach((slide, n) => {
    const name = `slide ${n + 1} (${slide.querySelector('h1, h2').textContent})`
    for (const part of slide.querySelectorAll('.body, h1, h2')) {
      if (part.scrollHeight > part.clientHeight + 1) {
        found.push(`${name}: ${part.scrollHeight} pixels in ${part.clientHeight}`)
      }
      if (part.scrollWidth > part.clientWidth + 1) {
        found.push(`${name}: ${part.scrollWidth} pixels wide`)
      }
    }
    if (slide.scrollHeight > 720) found.push(`${name}: ${slide.scrollHeight} pixels high`)
    for (const box of slide.querySelectorAll('.code, .table')) {
      if (box.scrollWidth > box.clientWidth + 1) found.push(`${name}: a box scrolls sideways`)
    }
  })
  const result = document.createElement('pre')
  const slides = document.querySelectorAll('.slide').length
  result.id = 'measured'
  result.textContent = `measured ${slides} slides\n` + found.map(f => 'over: ' + f).join('\n')
  document.body.append(result)
})
