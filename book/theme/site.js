// site.js - colours, the contents drawer, copy buttons, keys, help.  Every page can
// be read without it.
// The words of a page that is a translation (bookWords) in the place of ours;
// %1, %2 ... are what stands behind them.
function bookSay(words) {
  var values = arguments, own = window.bookWords || {};
  return (own[words] || words).replace(/%(\d)/g, function (all, n) { return values[n]; });
}

(function () {
'use strict';
var doc = document, say = bookSay, root = doc.documentElement;
function one(selector, within) { return (within || doc).querySelector(selector); }
function all(selector, within) {
  return Array.prototype.slice.call((within || doc).querySelectorAll(selector));
}

// Colours: as the system says, light, dark, and round again.
var button = one('#theme'), after = { system: 'light', light: 'dark', dark: 'system' };
var says = { system: say('Colours: as the system'), light: say('Colours: light'),
  dark: say('Colours: dark') };
function name_theme() {
  button.setAttribute('aria-label', says[root.dataset.theme || 'system']);
  button.title = says[root.dataset.theme || 'system'];
}
button.onclick = function () {
  var theme = after[root.dataset.theme || 'system'];
  if (theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme;
  try {
    if (theme === 'system') localStorage.removeItem('theme');
    else localStorage.setItem('theme', theme);
  } catch (e) { /* a browser may forbid it; the page keeps its colours */ }
  name_theme();
};
name_theme();

// The contents are a drawer on a narrow screen.
var menu = one('#menu'), contents = one('#contents');
function is_open() { return contents.classList.contains('open'); }
function drawer(open) {
  contents.classList.toggle('open', open);
  menu.setAttribute('aria-expanded', open);
  if (open) (one('[aria-current=page]', contents) || one('a', contents)).focus();
}
menu.onclick = function () { drawer(!is_open()); };
contents.addEventListener('click', function (e) { if (e.target.closest('a')) drawer(false); });
contents.addEventListener('focusout', function (e) {
  var to = e.relatedTarget;
  if (to && to !== menu && !contents.contains(to)) drawer(false);
});
doc.addEventListener('click', function (e) {
  if (is_open() && !contents.contains(e.target) && !menu.contains(e.target)) drawer(false);
});

// Mark the section that is being read.
var marks = all('.sections a', contents).map(function (a) {
  return { link: a, heading: doc.getElementById(decodeURIComponent(a.hash.slice(1))) };
}).filter(function (m) { return m.heading && m.link.pathname === location.pathname; });
function spy() {
  var current = null;
  marks.forEach(function (m) {
    if (m.heading.getBoundingClientRect().top < 140) current = m.link;
  });
  marks.forEach(function (m) {
    if (m.link === current) m.link.setAttribute('aria-current', 'true');
    else m.link.removeAttribute('aria-current');
  });
}
if (marks.length && 'IntersectionObserver' in window) {
  var observer = new IntersectionObserver(spy, { rootMargin: '-140px 0px 0px 0px' });
  marks.forEach(function (m) { observer.observe(m.heading); });
}

// Copy a listing's code, or a transcript's commands.
function copy(text) {
  if (navigator.clipboard && isSecureContext) return navigator.clipboard.writeText(text);
  return new Promise(function (done, failed) {
    var area = doc.createElement('textarea'), ok = false;
    area.value = text;
    area.style.cssText = 'position:fixed;opacity:0';
    doc.body.append(area);
    area.select();
    try { ok = doc.execCommand('copy'); } catch (e) { /* ok stays false */ }
    area.remove();
    if (ok) done(); else failed();
  });
}
all('.listing, .transcript').forEach(function (figure) {
  var b = doc.createElement('button'), label = one('.label', figure);
  b.type = 'button';
  b.className = 'copy';
  b.textContent = say('Copy');
  b.setAttribute('aria-label', label ? say('Copy %1', label.textContent)
    : say('Copy the commands'));
  b.onclick = function () {
    var text = label ? one('code', figure).textContent
      : all('kbd', figure).map(function (k) { return k.textContent; }).join('\n');
    copy(text).then(function () { b.textContent = say('Copied'); },
                    function () { b.textContent = say('Press Ctrl+C'); })
      .then(function () { setTimeout(function () { b.textContent = say('Copy'); }, 1600); });
  };
  figure.append(b);
});

// A box that does not scroll is no stop for the Tab key.
function stops() {
  all('[role=group][tabindex]').forEach(function (e) {
    e.tabIndex = e.scrollWidth > e.clientWidth + 1 ? 0 : -1;
  });
}
// It asks how wide things are, so it must not hold up the first picture.
addEventListener('resize', stops);
function stops_later() { requestAnimationFrame(function () { setTimeout(stops); }); }
addEventListener('load', stops_later);
stops_later();

// What the keys do; `?` shows it.
var KEYS = [['/', say('search the book')], ['←', say('previous page')],
  ['→', say('next page')], ['t', say('colours: system, light, dark')],
  ['?', say('this help')], ['Esc', say('close')]];
function help() {
  var box = one('#help');
  if (!box) {
    box = doc.createElement('dialog');
    box.id = 'help';
    box.setAttribute('aria-labelledby', 'help-title');
    box.innerHTML = '<h2 id="help-title">' + say('Keys') + '</h2><dl></dl>'
      + '<form method="dialog"><button>' + say('Close') + '</button></form>';
    KEYS.forEach(function (key) {
      var dt = doc.createElement('dt'), kbd = doc.createElement('kbd');
      var dd = doc.createElement('dd');
      kbd.textContent = key[0];
      dd.textContent = key[1];
      dt.append(kbd);
      one('dl', box).append(dt, dd);
    });
    box.addEventListener('click', function (e) { if (e.target === box) box.close(); });
    doc.body.append(box);
  }
  box.showModal();
}

// Esc closes the drawer; left and right turn pages.
doc.addEventListener('keydown', function (e) {
  if (e.key === 'Escape' && is_open()) {
    drawer(false);
    menu.focus();
    return;
  }
  if (e.defaultPrevented || e.altKey || e.metaKey || e.ctrlKey) return;
  if (one('dialog[open]') || e.target.closest('input,select')) return;
  if (e.key === '?') help();
  if (e.key === 't') button.click();
  if (e.shiftKey || e.target.closest('[role=group]')) return;
  var to = e.key === 'ArrowLeft' ? one('.steps [rel=prev]')
    : e.key === 'ArrowRight' ? one('.steps [rel=next]') : null;
  if (to) to.click();
});
})();
