// bcast.js - a broadcast in a line and along a tree, round by round.  The
// messages come from the loops of chapter 10's tree_bcast.c, and rounds are
// counted as there: a message carries the round it is sent in.
(function () {
'use strict';
var stage = liveStage, TOP = 50, LEFT = 40;

// `run(give)` calls give(from, to) in the order of the program; the messages
// with their rounds, and when each rank has the value.
function follow(size, run) {
  var round = [0], sent = [], messages = [];
  for (var rank = 0; rank < size; rank++) sent[rank] = 0;
  run(function give(from, to) {
    round[from]++; // one message a round
    round[to] = round[from];
    sent[from]++;
    messages.push({ from: from, to: to, round: round[from] });
  });
  return { messages: messages, rounds: Math.max.apply(null, round),
           most: Math.max.apply(null, sent), told: round.filter(Number.isFinite).length };
}
function in_line(size) {
  return follow(size, function (give) {
    for (var to = 1; to < size; to++) give(0, to);
  });
}
function by_tree(size) {
  return follow(size, function (give) {
    for (var step = 1; step < size; step *= 2) {
      for (var rank = 0; rank < step; rank++) give(rank, rank + step);
    }
  });
}

var LINE = 'line: %1 rounds, %2 messages, at most %3 by one rank; %4 ranks have the value.';
var TREE = 'tree: %1 rounds, %2 messages, at most %3 by one rank; %4 ranks have the value.';
function words(sentence, way) {
  return bookSay(sentence, way.rounds, way.messages.length, way.most, way.told);
}

// One way on a row of lanes; the function returned shows `now` rounds of it.
function picture(svg, left, wide, size, lane, title, way) {
  var per = wide / (way.rounds + 0.4);
  function y(rank) { return TOP + lane * rank; }
  stage.shape(svg, 'text', { 'class': 'ink', x: left - 24, y: 24 }, title);
  for (var rank = 0; rank < size; rank++) {
    stage.shape(svg, 'path', { 'class': 'axis', 'stroke-dasharray': '2 5',
      d: 'M' + left + ' ' + y(rank) + 'h' + wide });
    stage.shape(svg, 'circle', { 'class': 'f0', cx: left - 14, cy: y(rank), r: Math.min(11, lane / 2 - 1) });
    stage.shape(svg, 'text', { 'class': 'onfill', x: left - 14, y: y(rank) + 4, 'text-anchor': 'middle', 'font-size': 11 }, rank);
  }
  var moves = [{ to: 0, from: 0, round: 0 }].concat(way.messages).map(function (m) {
    return { m: m, has: stage.shape(svg, 'path', { 'class': 's0', 'stroke-width': 3 }),
      way: stage.shape(svg, 'path', { 'class': 's0', 'stroke-width': 1.6, 'data-message': m.round }),
      tip: stage.shape(svg, 'circle', { 'class': 'f0', r: 0 }) };
  });
  return function (now) {
    moves.forEach(function (v) {
      var m = v.m, part = Math.min(1, now - (m.round - 1)), x = left + per * (m.round - 1);
      if (m.round > 0 && part > 0) {
        var at = [x + per * part, y(m.from) + (y(m.to) - y(m.from)) * part];
        v.way.setAttribute('d', 'M' + x + ' ' + y(m.from) + 'L' + at.join(' '));
        v.tip.setAttribute('cx', at[0]);
        v.tip.setAttribute('cy', at[1]);
        v.tip.setAttribute('r', 3.5);
      }
      if (now >= m.round) {
        v.has.setAttribute('d', 'M' + (left + per * m.round) + ' ' + y(m.to) + 'H'
          + Math.max(left + per * m.round, Math.min(left + wide, left + per * now + 8)));
      }
    });
  };
}

stage.each('bcast', function (figure) {
  var c = stage.controls(figure, 'Send'), svg = null;
  var ranks = stage.choice('Ranks', [8, 2, 4, 16], c.bar);
  c.bar.append(c.button);
  c.button.onclick = function () {
    var size = Number(ranks.value), line = in_line(size), tree = by_tree(size);
    var lane = size > 8 ? 22 : 34, wide = 400 - 30 * Math.log2(size);
    if (svg) svg.remove();
    svg = stage.drawing(figure, TOP + lane * size);
    var right = LEFT + wide + 76;
    var shown = [picture(svg, LEFT, wide, size, lane, bookSay('in a line'), line),
      picture(svg, right, 640 - right, size, lane, bookSay('along a tree'), tree)];
    c.says.textContent = '';
    stage.play(figure, Math.max(2, line.rounds / 2), function (part) {
      var now = part * (line.rounds + 0.5);
      shown[0](now);
      shown[1](Math.min(now, tree.rounds + 0.4));
      if (part === 1) c.says.textContent = words(LINE, line) + ' ' + words(TREE, tree);
    });
  };
});
})();
