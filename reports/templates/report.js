"use strict";
(() => {
  const form = document.getElementById("filters");
  const opened = [];
  if (form) {
    const articles = [...document.querySelectorAll("article.finding")];
    const rows = articles.flatMap((article) =>
      [...article.querySelectorAll(".places > li")].map((row) => ({
        article,
        row,
        heading: article.querySelector("h3").textContent.toLowerCase(),
        text: null,
      })));
    const matches = (one, wanted) => {
      if (wanted.severity && one.article.dataset.severity !== wanted.severity) return false;
      if (wanted.category && !one.row.dataset.category.split(" ").includes(wanted.category)) return false;
      if (wanted.container && one.row.dataset.container !== wanted.container) return false;
      if (!wanted.text) return true;
      one.text ??= one.heading + " " + one.row.textContent.toLowerCase();
      return one.text.includes(wanted.text);
    };
    const apply = () => {
      const wanted = Object.fromEntries(new FormData(form));
      wanted.text = wanted.text.trim().toLowerCase();
      const shown = new Set();
      let count = 0;
      for (const one of rows) {
        const kept = matches(one, wanted);
        one.row.hidden = !kept;
        if (kept) { shown.add(one.article); count += 1; }
      }
      for (const article of articles) article.hidden = !shown.has(article);
      form.querySelector("output").textContent = `${count} / ${rows.length}`;
    };
    form.hidden = false;
    form.addEventListener("input", apply);
    form.addEventListener("reset", () => setTimeout(apply));
    form.addEventListener("submit", (event) => event.preventDefault());
    apply();
  }
  window.addEventListener("beforeprint", () => {
    for (const one of document.querySelectorAll("details.many:not([open])")) {
      one.open = true;
      opened.push(one);
    }
  });
  window.addEventListener("afterprint", () => {
    for (const one of opened.splice(0)) one.open = false;
  });
})();
