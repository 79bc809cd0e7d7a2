// Runs before the page is painted, so that a chosen scheme never flashes in the other's colours.
(function () {
  try {
    var chosen = localStorage.getItem("rt-scheme");
    if (chosen === "light" || chosen === "dark") {
      document.documentElement.setAttribute("data-color-scheme", chosen);
    }
  } catch {
    // Storage is closed to this page: the computer's own scheme is right.
  }
})();
