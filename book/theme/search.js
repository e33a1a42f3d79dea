// search.js - the search box.  The text of the book is small, so it is
// scanned; there is no index to build or to trust.
(function () {
'use strict';
var doc = document, say = bookSay;
var box = doc.querySelector('#search'), input = box.querySelector('input');
var list = box.querySelector('ol'), count = box.querySelector('.count');
var sections = null, waiting = false;

function load(then) {
  if (sections) { then(); return; }
  if (waiting) return;
  waiting = true;
  var script = doc.createElement('script');
  script.src = 'search-text.js';
  script.onload = function () {
    sections = window.BOOK_TEXT.map(function (row) {
      return { page: row[0], chapter: row[1], title: row[2], text: row[3],
               low_title: row[2].toLowerCase(), low_text: row[3].toLowerCase() };
    });
    then();
  };
  script.onerror = function () { count.textContent = say('The search text could not be loaded.'); };
  doc.head.append(script);
}

function words_of(query) { return query.toLowerCase().split(/\s+/).filter(Boolean); }
function literal(word) { return word.replace(/[.*+?^${}()|[\]\\\/-]/g, '\\$&'); }

// How often a word stands in a text, up to six times, and whether it begins
// a word there.  Looks no further than it must.
function occurs(text, word) {
  var times = 0, begins = false, at = text.indexOf(word);
  for (; at >= 0 && (times < 6 || !begins); at = text.indexOf(word, at + 1)) {
    times = Math.min(times + 1, 6);
    begins = begins || at === 0 || !/[a-z0-9_]/.test(text[at - 1]);
  }
  return { times: times, begins: begins };
}

// Every word must occur; a heading counts more than the text below it.
function score(section, words) {
  var sum = 0;
  for (var i = 0; i < words.length; i++) {
    var found = occurs(section.low_text, words[i]);
    var at = section.low_title.indexOf(words[i]);
    if (!found.times && at < 0) return 0;
    sum += found.times + (at >= 0 ? 20 : 0) + (at === 0 ? 5 : 0) + (found.begins ? 4 : 0);
  }
  return sum;
}

function find(words) {
  if (!words.length || !sections) return [];
  return sections.map(function (s) { return { score: score(s, words), section: s }; })
    .filter(function (hit) { return hit.score > 0; })
    .sort(function (a, b) { return b.score - a.score; })
    .slice(0, 30).map(function (hit) { return hit.section; });
}

// Some words around the first hit, with the hits marked.
function snippet(section, words) {
  var at = Infinity;
  words.forEach(function (word) {
    var i = section.low_text.indexOf(word);
    if (i >= 0 && i < at) at = i;
  });
  var from = at === Infinity ? 0 : section.text.lastIndexOf(' ', Math.max(0, at - 50)) + 1;
  var text = section.text.slice(from, from + 150), out = doc.createElement('span');
  var pattern = new RegExp(words.map(literal).join('|'), 'gi'), last = 0, hit;
  if (from) out.append('… ');
  while ((hit = pattern.exec(text))) {
    var mark = doc.createElement('mark');
    mark.textContent = hit[0];
    out.append(text.slice(last, hit.index), mark);
    last = hit.index + hit[0].length;
  }
  out.append(text.slice(last) + ' …');
  return out;
}

function show() {
  var query = input.value.trim(), words = words_of(query), hits = find(words);
  list.textContent = '';
  hits.forEach(function (section) {
    var li = doc.createElement('li'), a = doc.createElement('a');
    var title = doc.createElement('b'), chapter = doc.createElement('small');
    a.href = section.page;
    title.textContent = section.title;
    chapter.textContent = section.chapter;
    title.append(chapter);
    a.append(title, snippet(section, words));
    li.append(a);
    list.append(li);
  });
  count.textContent = !query ? say('Type a word, or a name such as MPI_Reduce.')
    : hits.length > 1 ? say('%1 sections', hits.length)
    : hits.length ? say('1 section') : say('Nothing found for “%1”.', query);
}

function open() {
  if (box.open) return;
  box.showModal();
  input.select();
  show();
  load(show);
}

doc.querySelector('#find').onclick = open;
input.oninput = show;
box.querySelector('form').onsubmit = function (e) {
  if (e.submitter && e.submitter.value === 'close' && doc.activeElement !== input) return;
  e.preventDefault();
  var first = list.querySelector('a');
  if (first) first.click();
};
list.addEventListener('click', function (e) { if (e.target.closest('a')) box.close(); });
box.addEventListener('click', function (e) { if (e.target === box) box.close(); });
box.addEventListener('keydown', function (e) {
  if (e.key === 'Escape') { // a search field would only clear itself
    e.preventDefault();
    box.close();
  }
  if (e.key !== 'ArrowDown' && e.key !== 'ArrowUp') return;
  var stops = [input].concat(Array.prototype.slice.call(list.querySelectorAll('a')));
  var to = stops[stops.indexOf(doc.activeElement) + (e.key === 'ArrowDown' ? 1 : -1)];
  if (to) { to.focus(); e.preventDefault(); }
});
doc.addEventListener('keydown', function (e) {
  if (e.defaultPrevented || e.altKey || e.metaKey || e.target.closest('input')) return;
  if ((e.key === '/' && !e.ctrlKey) || (e.key === 'k' && e.ctrlKey)) {
    e.preventDefault();
    open();
  }
});
})();
