// Runs before anything is drawn, so that a page left in daylight does not begin with a
// flash of night. Not a module: those run after the page is there.
(function () {
  try {
    if (localStorage.getItem('packnight:theme') === '"day"')
      document.documentElement.setAttribute('data-theme', 'day');
  } catch {
    // A browser that keeps nothing: night.
  }
})();
