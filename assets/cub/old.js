// Runs only in a browser that knows no modules: it shows at once what the page
// otherwise shows after a while.
/* eslint-disable no-var */
(function () {
  var now = document.querySelector('.boot-now');
  var show = function () {
    document.documentElement.className += ' old';
  };
  if (now || document.readyState !== 'loading') show();
  else document.addEventListener('DOMContentLoaded', show);
})();
