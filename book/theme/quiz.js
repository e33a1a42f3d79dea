// quiz.js - choose an answer, then see the run.  Without scripts the answers
// are a list and the run is folded below it.
(function () {
'use strict';
Array.prototype.forEach.call(document.querySelectorAll('.quiz'), function (list) {
  var key = Number(list.dataset.key), note = list.closest('.note'), run = note;
  while (run && !(run.matches('.answer'))) run = run.nextElementSibling;
  var says = document.createElement('p');
  says.className = 'quiz-says';
  says.setAttribute('role', 'status');
  list.after(says);
  Array.prototype.forEach.call(list.children, function (item, n) {
    var button = document.createElement('button');
    button.type = 'button';
    while (item.firstChild) button.append(item.firstChild);
    item.append(button);
    button.onclick = function () {
      var right = n + 1 === key;
      item.className = right ? 'right' : 'wrong';
      says.textContent = right ? bookSay('Yes, that is what it prints.')
        : bookSay('No. The run below shows what it prints; why?');
      if (run) run.open = true;
    };
  });
});
})();
