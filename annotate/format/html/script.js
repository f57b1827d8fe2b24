(function () {
  var all = document.querySelectorAll("details.article");
  function reveal() {
    var to = location.hash && document.getElementById(location.hash.slice(1));
    var part = to && to.closest("details.article");
    if (part) { part.open = true; to.scrollIntoView(); }
  }
  if (all.length === 1) { all[0].open = true; }
  addEventListener("beforeprint", function () { all.forEach(function (part) { part.open = true; }); });
  addEventListener("hashchange", reveal);
  reveal();
})();
