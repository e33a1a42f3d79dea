// stage.js - what the figures that move share.  Each has a still picture and
// a caption, which stay when there are no scripts; what it shows it also
// says in a line of text; with prefers-reduced-motion only the end is shown.
var liveStage = (function () {
'use strict';
var doc = document, SVG = 'http://www.w3.org/2000/svg';
var calm = matchMedia('(prefers-reduced-motion: reduce)');

function make(tag, text, into) {
  var e = doc.createElement(tag);
  e.textContent = text;
  if (into) into.append(e);
  return e;
}

function choice(name, values, into) {
  var label = make('label', bookSay(name) + ' ', into), select = make('select', '', label);
  values.forEach(function (v) {
    make('option', typeof v === 'number' ? v.toLocaleString(doc.documentElement.lang) : bookSay(v), select).value = v;
  });
  return select;
}

// A number with so many digits behind the point, as the page's language has it.
function number(value, digits) {
  return Number(value).toLocaleString(doc.documentElement.lang,
    { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false });
}

// The bar of choices, the button and the line that says what came out.
function controls(figure, word) {
  var bar = make('div', ''), says = make('p', ''), button = make('button', bookSay(word));
  bar.className = 'live-bar';
  says.className = 'live-says';
  says.setAttribute('role', 'status');
  button.type = 'button';
  figure.append(bar, says);
  return { bar: bar, says: says, button: button };
}

// Calls frame(how much of 0 .. 1) until 1, in `seconds`; a newer run of the
// same figure ends an older one.
function play(figure, seconds, frame) {
  var start = null, mine = figure.liveRun = (figure.liveRun || 0) + 1;
  if (calm.matches) return frame(1);
  requestAnimationFrame(function step(now) {
    if (mine !== figure.liveRun) return;
    start = start === null ? now : start;
    var part = Math.min(1, (now - start) / (1000 * seconds));
    frame(part);
    if (part < 1) requestAnimationFrame(step);
  });
}

// A drawing in the place of the still picture, or below it; its text is the
// line that says what came out.
function drawing(figure, height, below) {
  var svg = doc.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 640 ' + height);
  svg.setAttribute('width', 640);
  svg.setAttribute('height', height);
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', 'moving');
  figure.querySelector('.scroll').append(svg);
  if (!below) figure.classList.add('drawn');
  return svg;
}

function shape(svg, tag, attributes, text) {
  var e = doc.createElementNS(SVG, tag);
  for (var name in attributes) e.setAttribute(name, attributes[name]);
  if (text !== undefined) e.textContent = text;
  svg.append(e);
  return e;
}

// The figure's measurements: its file's lines, split at the commas.
function record(figure) {
  return figure.dataset.record.trim().split('\n').filter(function (line) {
    return line[0] !== '#';
  }).map(function (line) { return line.split(','); });
}

function each(name, bring_to_life) {
  Array.prototype.forEach.call(doc.querySelectorAll('[data-live=' + name + ']'),
    bring_to_life);
}
return { make: make, number: number, choice: choice, controls: controls, play: play, calm: calm,
         drawing: drawing, shape: shape, record: record, each: each };
})();
