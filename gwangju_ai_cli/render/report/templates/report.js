"use strict";
// Links and filters work without this. It adds: the way back from a row (Enter or Escape), one switch for all
// kinds, and a search in a long table of contents.
(() => {
  const boxes = [...document.querySelectorAll(".bar input[data-kind]")];
  const all = document.getElementById("all");
  const seek = document.getElementById("seek");
  let from = null;

  const apply = (box) => {
    // A mark that is not shown is no stop of the Tab key.
    for (const mark of document.querySelectorAll(`a.m.${box.dataset.kind}, a.t.${box.dataset.kind}`)) {
      if (box.checked) mark.removeAttribute("tabindex");
      else mark.tabIndex = -1;
    }
    all.textContent = boxes.some((other) => other.checked) ? "모두 끄기" : "모두 켜기";
  };
  const go = (target) => {
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center" });
  };

  for (const box of boxes) {
    box.addEventListener("change", () => apply(box));
    if (!box.checked) apply(box);
  }
  if (all) {
    all.hidden = false;
    all.addEventListener("click", () => {
      const on = !boxes.some((box) => box.checked);
      for (const box of boxes) {
        box.checked = on;
        apply(box);
      }
    });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link) return;
    const target = document.getElementById(link.getAttribute("href").slice(1));
    if (!target) return;
    from = link;
    // The address changes as with any link; this only adds the focus where the browser has not moved it.
    setTimeout(() => {
      if (document.activeElement !== target && target.matches("[tabindex], a[href]")) go(target);
    });
  });

  document.addEventListener("keydown", (event) => {
    const here = document.activeElement;
    if (!here || !here.matches("tr[id], li[id]") || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key !== "Enter" && event.key !== "Escape") return;
    const came = from && from.getAttribute("href") === "#" + here.id ? from : null;
    const back = came || here.querySelector("a[href]");
    if (!back) return;
    event.preventDefault();
    if (came) {
      go(came);
    } else {
      back.click();
    }
  });

  if (seek) {
    const entries = [...document.querySelectorAll(".contents > ol > li")];
    seek.closest(".seek").hidden = entries.length <= 12;
    seek.addEventListener("input", () => {
      const words = seek.value.trim().toLowerCase();
      for (const entry of entries) entry.hidden = !entry.textContent.toLowerCase().includes(words);
    });
  }
})();
