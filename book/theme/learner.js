// learner.js - how far the learner is.  `make grade` and `make watch` leave
// .many-hands/progress.js in the repository; a page opened from there reads
// it.  Without it the pages say nothing about it, and nothing is ever sent.
(function () {
'use strict';
var doc = document;
if (location.protocol !== 'file:' || !/\/build\/book\/html\/[^/]*$/.test(location.pathname)) return;
var script = doc.createElement('script');
script.src = '../../../.many-hands/progress.js';
script.onload = show;
doc.head.append(script);

function make(tag, name, text) {
  var e = doc.createElement(tag);
  e.className = name;
  e.textContent = text || '';
  return e;
}
function all(selector) { return Array.prototype.slice.call(doc.querySelectorAll(selector)); }
function page_of(e) { return 'exercise-' + e.name + '.html'; }

// Where to go on: at the exercise worked on last, else at the next that has
// not passed.
function next_of(list, current) {
  var at = list.findIndex(function (e) { return e.name === current; });
  var order = list.slice(Math.max(at, 0)).concat(list.slice(0, Math.max(at, 0)));
  return order.find(function (e) { return e.verdict !== 'PASS'; });
}

function resume(progress) {
  var head = doc.querySelector('body.cover .head');
  if (!head) return;
  var box = make('div', 'resume'), next = next_of(progress.exercises, progress.current);
  var line = make('p', '', next ? 'Continue where you were: ' : 'Every exercise has passed. Well done.');
  if (next) {
    var a = make('a', '');
    a.href = page_of(next);
    a.append(make('code', '', next.name));
    line.append(a, ', chapter ' + next.chapter
      + (next.verdict ? ' (last verdict ' + next.verdict + ')' : ''));
  }
  box.append(line, make('p', 'sum', progress.passed + ' of ' + progress.exercises.length
    + ' exercises passed, ' + progress.points + ' of ' + progress.max_points + ' points'));
  head.append(box);
}

function chapters(progress) {
  progress.chapters.forEach(function (c) {
    if (!progress.exercises.some(function (e) { return e.slug === c.slug && e.verdict; })) return;
    all('.toc .chapter-link[href="' + c.slug + '.html"]').forEach(function (a) {
      a.after(make('span', 'standing', c.passed + ' of ' + c.exercises + ' passed, '
        + c.points + ' of ' + c.max_points + ' points'));
    });
    all('#contents a[href="' + c.slug + '.html"], #contents a[href$="-' + c.slug + '.html"]').forEach(function (a) {
      var mark = make('small', 'standing', c.passed + '/' + c.exercises);
      mark.append(make('span', 'unseen', ' ' + bookSay('exercises passed')));
      a.append(' ', mark);
    });
  });
}

function exercises(progress) {
  progress.exercises.forEach(function (e) {
    if (!e.verdict) return;
    var passed = e.verdict === 'PASS';
    all('main li a[href="' + page_of(e) + '"], main th a[href="' + page_of(e) + '"]').forEach(function (a) {
      a.after(' ', make('span', 'standing' + (passed ? ' passed' : ''),
        passed ? '✓ ' + bookSay('passed') : e.verdict));
    });
    var after = doc.querySelector('.after[data-exercise="' + e.name + '"]');
    if (!after) return;
    doc.querySelector('.head').append(make('p', 'standing' + (passed ? ' passed' : ''),
      (passed ? '✓ passed' : 'last verdict ' + e.verdict) + ', ' + e.points + ' of '
      + e.max_points + ' points'));
    if (e.solved) after.hidden = false;
  });
}

function show() {
  var progress = window.manyHandsProgress;
  if (!progress || progress.schema !== 'many-hands/progress/1') return;
  if (!progress.exercises.some(function (e) { return e.verdict; })) return;
  resume(progress);
  chapters(progress);
  exercises(progress);
}
})();
