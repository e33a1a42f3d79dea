// cliff.js - the ring in which everybody sends first, with messages of the
// lengths that were measured: below the limit they are buffered, above it
// every send waits for a receive that nobody reaches.
(function () {
'use strict';
var stage = liveStage, RANKS = 4, X = 170, Y = 100, R = 88;
var NAMES = { 'Open MPI': 'openmpi', 'MPICH': 'mpich' };

function place(turn) {
  var angle = Math.PI * (turn / 2 - 0.75);
  return [X + R * Math.cos(angle), Y + R * Math.sin(angle)];
}

// Four ranks and the way of each message to the right neighbour.
function ring(svg) {
  var all = [];
  for (var rank = 0; rank < RANKS; rank++) {
    var a = place(rank), b = place(rank + 1);
    stage.shape(svg, 'path', { 'class': 'axis', 'stroke-dasharray': '2 5',
      d: 'M' + a.join(' ') + 'L' + b.join(' ') });
    all.push({ from: a, to: b, message: stage.shape(svg, 'rect', { 'class': 'f' + rank,
      width: 22, height: 14, rx: 2 }) });
  }
  all.forEach(function (r, rank) {
    stage.shape(svg, 'circle', { 'class': 'f' + rank, cx: r.from[0], cy: r.from[1], r: 20 });
    stage.shape(svg, 'text', { 'class': 'onfill', x: r.from[0], y: r.from[1] + 5, 'text-anchor': 'middle' }, rank);
  });
  return all;
}

// What rank says beside the ring, at one moment of the run.
function states(svg) {
  var lines = [];
  for (var rank = 0; rank < RANKS; rank++) {
    lines.push(stage.shape(svg, 'text', { 'class': 'ink mono', x: 330, y: 50 + 36 * rank, 'font-size': 13 }));
  }
  return function (word) {
    lines.forEach(function (line, r) { line.textContent = bookSay('rank %1: %2', r, bookSay(word)); });
  };
}

function words(bytes, limit, us) {
  return bookSay(bytes <= limit
    ? '%1 letters are not more than the limit of %2: every MPI_Send returns at once, '
      + 'then everybody receives. In the ping-pong such a message takes %3 microseconds.'
    : '%1 letters are more than the limit of %2: every MPI_Send waits until somebody '
      + 'receives, and nobody does. The run never ends. In the ping-pong, where the other '
      + 'rank receives, such a message takes %3 microseconds.',
    bytes.toLocaleString(document.documentElement.lang), limit,
    stage.number(us, (us.split('.')[1] || '').length));
}

// A ring around the measurement on the still picture: its scales are those
// of book/figures/cliff_svg.c.
function mark(still, old, kind, bytes, us) {
  if (old) old.remove();
  return stage.shape(still, 'circle', { 'class': 's' + kind, r: 9, fill: 'none', 'stroke-width': 2.5,
    cx: 70 + 540 * Math.log2(bytes / 8) / 19, cy: 290 - 240 * Math.log10(us / 0.1) / 4.2 });
}

stage.each('cliff', function (figure) {
  var still = figure.querySelector('svg'), ringed = null;
  var c = stage.controls(figure, 'Send'), rows = stage.record(figure), svg = null;
  var mpi = stage.choice('MPI', Object.keys(NAMES), c.bar);
  var sizes = rows.filter(function (row) { return row[0] === 'openmpi' && row[1] !== 'limit'; })
    .map(function (row) { return Number(row[1]); });
  var length = stage.choice('Letters', sizes, c.bar);
  length.value = 1024;
  c.bar.append(c.button);
  c.button.onclick = function () {
    var mine = rows.filter(function (row) { return row[0] === NAMES[mpi.value]; });
    var limit = Number(mine.find(function (row) { return row[1] === 'limit'; })[2]);
    var bytes = Number(length.value), ends = bytes <= limit;
    var us = mine.find(function (row) { return row[1] === length.value; })[2];
    if (svg) svg.remove();
    svg = stage.drawing(figure, 200, true);
    var ranks = ring(svg), say = states(svg);
    ringed = mark(still, ringed, mpi.selectedIndex, bytes, us);
    c.says.textContent = '';
    stage.play(figure, 3, function (part) {
      var way = ends ? part : Math.min(part, 0.32);
      ranks.forEach(function (r) {
        r.message.setAttribute('x', r.from[0] + (r.to[0] - r.from[0]) * way - 11);
        r.message.setAttribute('y', r.from[1] + (r.to[1] - r.from[1]) * way - 7);
      });
      say(!ends ? 'in MPI_Send' : part < 0.3 ? 'in MPI_Send' : part < 1 ? 'in MPI_Recv' : 'has its message');
      if (part === 1) c.says.textContent = words(bytes, limit, us);
    });
  };
});
})();
