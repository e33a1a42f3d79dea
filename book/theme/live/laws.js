// laws.js - how many times as fast is a job that stays, and one that grows?
// The steps are counted by the loops of chapter 6's ticks.c.
(function () {
'use strict';
var stage = liveStage, LEFT = 56, WIDE = 400, BOTTOM = 300, HIGH = 270, DOUBLINGS = 10;

function count_ticks(serial, shared, workers) {
  var ticks = 0;
  for (; serial > 0; serial--) ticks++;
  while (shared > 0) {
    for (var w = 0; w < workers && shared > 0; w++) shared--;
    ticks++;
  }
  return ticks;
}

function measure(serial, workers, grow) {
  var shared = 100 - serial, job = grow ? shared * workers : shared;
  var ticks = count_ticks(serial, job, workers);
  return { steps: serial + job, ticks: ticks,
           times: count_ticks(serial, job, 1) / ticks };
}

function x_of(workers) { return LEFT + WIDE * Math.log2(workers) / DOUBLINGS; }
function y_of(times) { return BOTTOM - HIGH * Math.log2(times) / DOUBLINGS; }

function axes(svg) {
  for (var d = 0; d <= DOUBLINGS; d += 2) {
    stage.shape(svg, 'path', { 'class': 'rule', d: 'M' + LEFT + ' ' + y_of(1 << d) + 'h' + WIDE });
    stage.shape(svg, 'text', { 'class': 'soft', x: LEFT - 10, y: y_of(1 << d) + 5, 'text-anchor': 'end' }, 1 << d);
    stage.shape(svg, 'text', { 'class': 'soft', x: x_of(1 << d), y: BOTTOM + 22, 'text-anchor': 'middle' }, 1 << d);
  }
  stage.shape(svg, 'path', { 'class': 'axis', 'stroke-dasharray': '5 5',
    d: 'M' + LEFT + ' ' + BOTTOM + 'L' + (LEFT + WIDE) + ' ' + (BOTTOM - HIGH) });
  stage.shape(svg, 'text', { 'class': 'soft', x: LEFT + WIDE / 2, y: BOTTOM + 44, 'text-anchor': 'middle' }, bookSay('workers'));
  stage.shape(svg, 'text', { 'class': 'soft', x: 0, y: 16 }, bookSay('times as fast'));
  stage.shape(svg, 'text', { 'class': 'soft', x: LEFT + WIDE + 14, y: BOTTOM - HIGH - 4 }, bookSay('ideal'));
}

// The curve for 1 to 1024 workers, drawn up to `most` of them.
function curve(svg, serial, grow) {
  var kind = grow ? 1 : 0;
  var path = stage.shape(svg, 'path', { 'class': 's' + kind, fill: 'none', 'stroke-width': 2 });
  var name = stage.shape(svg, 'text', { 'class': 'ink' },
    bookSay(grow ? 'the job grows' : 'the job stays'));
  var shown = [];
  return function (most) {
    for (var d = shown.length; d <= DOUBLINGS && 1 << d <= most; d++) {
      var times = measure(serial, 1 << d, grow).times;
      shown.push(x_of(1 << d) + ' ' + y_of(times));
      stage.shape(svg, 'circle', { 'class': 'f' + kind, cx: x_of(1 << d), cy: y_of(times), r: 4 });
      path.setAttribute('d', 'M' + shown.join('L'));
      name.setAttribute('x', x_of(1 << d) + 14);
      name.setAttribute('y', y_of(times) + 5 + 12 * kind);
    }
  };
}

// A half goes to the even number, as in the lesson's table.
function rounded(x) {
  var near = Math.round(x);
  return x % 1 === 0.5 && near % 2 === 1 ? near - 1 : near;
}

function words(name, m, workers) {
  return bookSay('%1: %2 ticks for %3 steps, %4 times as fast (%5%).', bookSay(name),
    m.ticks, m.steps, stage.number(m.times, 2), rounded(100 * m.times / workers));
}

stage.each('laws', function (figure) {
  var c = stage.controls(figure, 'Count'), svg = null;
  var serial = stage.choice('Serial steps of 100', [10, 0, 1, 5, 20, 50], c.bar);
  var workers = stage.choice('Workers', [1024, 256, 64, 16, 4, 1], c.bar);
  c.bar.append(c.button);
  c.button.onclick = function () {
    var s = Number(serial.value), P = Number(workers.value);
    if (svg) svg.remove();
    svg = stage.drawing(figure, 350);
    axes(svg);
    var stays = curve(svg, s, false), grows = curve(svg, s, true);
    c.says.textContent = '';
    stage.play(figure, 3, function (part) {
      stays(Math.pow(P, part));
      grows(Math.pow(P, part));
      if (part === 1) {
        c.says.textContent = words('The job stays', measure(s, P, false), P) + ' '
          + words('The job grows', measure(s, P, true), P);
      }
    });
  };
});
})();
