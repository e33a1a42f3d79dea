// darts.js - throw the darts, deal them to workers.  They are those of
// chapters/include/darts.h, so the hits are the book's own, and the same for
// any number of workers.
(function () {
'use strict';
var stage = liveStage, SEED = 42n, STEP = 0x9E3779B97F4A7C15n;

function u64(z) { return BigInt.asUintN(64, z); }
// The dart k of the seed: x and y in 0 .. 1, and whether it hit, exactly.
function dart(k) {
  var z = u64(SEED + (BigInt(k) + 1n) * STEP);
  z = u64((z ^ (z >> 30n)) * 0xBF58476D1CE4E5B9n);
  z = u64((z ^ (z >> 27n)) * 0x94D049BB133111EBn);
  z ^= z >> 31n;
  var x = z >> 32n, y = z & 0xFFFFFFFFn;
  return { x: Number(x) / 4294967296, y: Number(y) / 4294967296,
           hit: x * x + y * y < 0x10000000000000000n };
}

// The square with the darts, and the estimate with the band in which 95 of
// 100 estimates from so many darts lie.
function Board(figure) {
  var box = stage.make('div', '');
  box.className = 'board';
  this.square = stage.make('canvas', '', box);
  this.graph = stage.make('canvas', '', box);
  this.square.width = this.square.height = 600;
  this.graph.width = 600;
  this.graph.height = 600;
  [this.square, this.graph].forEach(function (c) { c.setAttribute('aria-hidden', 'true'); });
  figure.querySelector('.scroll').after(box);
  this.figure = figure;
}
Board.prototype.colour = function (name) {
  return getComputedStyle(this.figure).getPropertyValue(name).trim();
};
Board.prototype.clear = function (n) {
  var s = this.square.getContext('2d'), g = this.graph.getContext('2d');
  s.clearRect(0, 0, 600, 600);
  g.clearRect(0, 0, 600, 600);
  s.strokeStyle = g.strokeStyle = this.colour('--faint');
  s.lineWidth = g.lineWidth = 2;
  s.strokeRect(1, 1, 598, 598);
  s.beginPath();
  s.arc(0, 600, 599, -Math.PI / 2, 0);
  s.stroke();
  this.n = n;
  g.fillStyle = this.colour('--ghost');
  g.beginPath();
  for (var side = 1; side >= -1; side -= 2) {
    for (var i = 0; i <= 200; i++) {
      var at = side > 0 ? i : 200 - i, k = Math.max(1, n * at / 200);
      g.lineTo(at * 3, this.height(Math.PI + side * this.error(k)));
    }
  }
  g.fill();
  g.beginPath();
  g.moveTo(0, this.height(Math.PI));
  g.lineTo(600, this.height(Math.PI));
  g.stroke();
  this.last = null;
};
Board.prototype.error = function (n) { // two standard errors
  return 8 * Math.sqrt(Math.PI / 4 * (1 - Math.PI / 4) / n);
};
Board.prototype.height = function (estimate) {
  return Math.min(598, Math.max(2, 300 - (estimate - Math.PI) * 600));
};
Board.prototype.dot = function (d, worker) {
  var s = this.square.getContext('2d'), x = d.x * 600, y = 600 - d.y * 600;
  s.fillStyle = s.strokeStyle = this.colour('--r' + worker % 4);
  s.beginPath();
  if (d.hit) {
    s.arc(x, y, 3.2, 0, 7);
    s.fill();
  } else {
    s.moveTo(x - 4, y - 4); s.lineTo(x + 4, y + 4);
    s.moveTo(x + 4, y - 4); s.lineTo(x - 4, y + 4);
    s.stroke();
  }
};
Board.prototype.point = function (thrown, hits) {
  var g = this.graph.getContext('2d');
  var to = [600 * thrown / this.n, this.height(4 * hits / thrown)];
  g.strokeStyle = this.colour('--r0');
  g.lineWidth = 3;
  g.beginPath();
  g.moveTo.apply(g, this.last || to);
  g.lineTo.apply(g, to);
  g.stroke();
  this.last = to;
};

function bring_to_life(figure) {
  var c = stage.controls(figure, 'Throw'), says = c.says, button = c.button;
  var darts = stage.choice('Darts', [400, 2000, 8000], c.bar);
  var workers = stage.choice('Workers', [1, 2, 4, 8], c.bar);
  var board = null, run = 0;
  c.bar.append(button);
  button.onclick = function () {
    var n = Number(darts.value), P = Number(workers.value), mine = ++run;
    var each = n / P, round = 0, hits = [];
    if (!board) {
      board = new Board(figure);
      figure.classList.add('alive');
    }
    for (var w = 0; w < P; w++) hits[w] = 0;
    function sum() { return hits.reduce(function (a, b) { return a + b; }, 0); }
    board.clear(n);
    says.textContent = '';
    // One round: every worker throws the next dart of its own share.
    function throw_one() {
      for (var w = 0; w < P; w++) {
        var d = dart(w * each + round);
        hits[w] += d.hit;
        board.dot(d, w);
      }
      round++;
      board.point(round * P, sum());
    }
    function end() {
      var total = sum(), estimate = 4 * total / n;
      says.textContent = bookSay('%1 of %2 darts hit%3: π is about %4 ± %5. '
        + 'The band holds 95 of 100 such estimates.', total, n,
        P > 1 ? ' (' + hits.join(' + ') + ')' : '', stage.number(estimate, 4),
        stage.number(board.error(n), 4));
    }
    (function frame() {
      if (mine !== run) return;
      var until = stage.calm.matches ? each : Math.min(each, round + Math.ceil(each / 180));
      while (round < until) throw_one();
      if (round < each) requestAnimationFrame(frame);
      else end();
    })();
  };
}
stage.each('darts', bring_to_life);
})();
