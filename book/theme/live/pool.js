// pool.js - the same measured tasks on a few workers: dealt out in advance,
// and taken by whoever is free.
(function () {
'use strict';
var stage = liveStage, LEFT = 64, WIDE = 560, LANE = 34;

// Who does which task from when to when; [{task, worker, from, to}].
function share(times, workers, dealt) {
  var free = [], plan = [];
  for (var w = 0; w < workers; w++) free[w] = 0;
  times.forEach(function (seconds, task) {
    var who = dealt ? task % workers : free.indexOf(Math.min.apply(null, free));
    plan.push({ task: task, worker: who, from: free[who], to: free[who] + seconds });
    free[who] += seconds;
  });
  return { plan: plan, end: Math.max.apply(null, free) };
}

function lanes(svg, top, title, workers) {
  stage.shape(svg, 'text', { 'class': 'ink', x: 0, y: top - 12 }, title);
  for (var w = 0; w < workers; w++) {
    stage.shape(svg, 'text', { 'class': 'soft', x: 0, y: top + LANE * w + 17 }, bookSay('worker %1', w));
    stage.shape(svg, 'path', { 'class': 'axis', 'stroke-dasharray': '2 5',
      d: 'M' + LEFT + ' ' + (top + LANE * w + 12) + 'h' + WIDE });
  }
}

// The bars of one plan; the function returned shows them up to a time.
function bars(svg, top, plan, scale) {
  var all = plan.map(function (p) {
    var x = LEFT + p.from * scale, y = top + LANE * p.worker;
    return { p: p, number: p.task, x: x, y: y,
      bar: stage.shape(svg, 'rect', { 'class': 'f' + p.worker % 4, x: x, y: y,
        width: 0, height: 24, rx: 4 }) };
  });
  return function (now) {
    all.forEach(function (b) {
      var wide = (Math.min(now, b.p.to) - b.p.from) * scale - 2;
      b.bar.setAttribute('width', Math.max(0, wide));
      if (now >= b.p.to && !b.said) {
        b.said = stage.shape(svg, 'text', { 'class': 'onfill', x: b.x + wide / 2,
          y: b.y + 17, 'text-anchor': 'middle' }, b.number);
      }
    });
  };
}

function words(name, shared, sum) {
  return bookSay('%1: done after %2 ms, all/longest %3.', bookSay(name),
    stage.number(1000 * shared.end, 1), stage.number(sum / shared.end, 2));
}

stage.each('pool', function (figure) {
  var c = stage.controls(figure, 'Run'), rows = stage.record(figure).slice(1);
  var kind = stage.choice('Tasks', ['one slow', 'all equal'], c.bar);
  var workers = stage.choice('Workers', [2, 3, 4], c.bar), svg = null;
  c.bar.append(c.button);
  c.button.onclick = function () {
    var P = Number(workers.value), second = 36 + P * LANE + 40;
    var times = rows.map(function (row) { return Number(row[kind.value === 'one slow' ? 2 : 1]); });
    var sum = times.reduce(function (a, b) { return a + b; }, 0);
    var dealt = share(times, P, true), taken = share(times, P, false);
    var end = Math.max(dealt.end, taken.end), scale = WIDE / end;
    if (svg) svg.remove();
    svg = stage.drawing(figure, second + P * LANE);
    lanes(svg, 36, bookSay('dealt in advance'), P);
    lanes(svg, second, bookSay('taken when free'), P);
    var above = bars(svg, 36, dealt.plan, scale), below = bars(svg, second, taken.plan, scale);
    c.says.textContent = '';
    stage.play(figure, 4, function (part) {
      above(part * end + (part === 1));
      below(part * end + (part === 1));
      if (part === 1) {
        c.says.textContent = words('Dealt in advance', dealt, sum) + ' '
          + words('Taken when free', taken, sum);
      }
    });
  };
});
})();
