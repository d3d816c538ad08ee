"use strict";
// The page reads without this. It adds: a search over projects, an order by any column, and sentences that open when
// a link leads to them.
(() => {
  const table = document.querySelector(".matrix");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const main = document.getElementById("main");
  const articles = new Map([...document.querySelectorAll("article[data-project]")].map((a) => [a.dataset.project, a]));

  const seek = document.getElementById("seek");
  const found = document.getElementById("found");
  seek.closest(".seek").hidden = rows.length < 2;
  seek.addEventListener("input", () => {
    const words = seek.value.trim().toLowerCase();
    let count = 0;
    for (const row of rows) {
      const article = articles.get(row.dataset.project);
      const hit = !words || article.textContent.toLowerCase().includes(words);
      row.hidden = article.hidden = !hit;
      count += hit;
    }
    found.textContent = words ? `${count}개` : "";
  });

  const value = (row, column, number) => {
    const cell = row.cells[column];
    const said = cell.dataset.value ?? cell.textContent.trim();
    return number ? amount(said) : said;
  };
  const amount = (said) => {
    if (/^[\d.]+$/.test(said)) return Number(said);
    let sum = 0;
    for (const [, figure, unit] of said.replaceAll(",", "").matchAll(/([\d.]+)(조|억|만)?/g)) {
      sum += Number(figure) * ({ 조: 1e12, 억: 1e8, 만: 1e4 }[unit] ?? 1);
    }
    return sum;
  };
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const number = head.dataset.sort === "number";
      const down = head.getAttribute("aria-sort") === (number ? null : "ascending");
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      rows.sort((a, b) => {
        const [x, y] = [value(a, column, number), value(b, column, number)];
        const order = number ? x - y : x.localeCompare(y, "ko");
        return down ? -order : order;
      });
      for (const row of rows) {
        body.append(row);
        main.append(articles.get(row.dataset.project));
      }
    });
  });

  const open = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const details = target?.closest("details");
    if (details && !details.open) {
      details.open = true;
      target.scrollIntoView({ block: "center" });
    }
  };
  window.addEventListener("hashchange", open);
  open();
})();
