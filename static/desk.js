// Marking a passage of an article makes it the evidence of a fact. Without this script a sentence is pasted instead.
(function () {
  "use strict";
  const picked = document.getElementById("picked");
  if (!picked) return;
  const open = picked.querySelector("button.open");
  let passage = null;

  // The form that was opened last and takes evidence, to correct a fact or to add one.
  const waiting = () => [...document.querySelectorAll("details.form[open]:has(textarea.quote)")].pop();

  // Characters as the archive counts them: code points, not UTF-16 units.
  const length = (text) => Array.from(text).length;

  function offset(node, units) {
    const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
    if (!piece) return null;
    const before = document.createRange();
    before.setStart(piece, 0);
    before.setEnd(node, units);
    return Number(piece.dataset.start) + length(before.toString());
  }

  function chosen() {
    const selection = window.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const text = range.startContainer.parentElement && range.startContainer.parentElement.closest(".text");
    const quote = range.toString().trim();
    if (!text || !quote || !text.contains(range.endContainer)) return null;
    const start = offset(range.startContainer, range.startOffset);
    if (start === null) return null;
    const lead = range.toString().length - range.toString().trimStart().length;
    return { quote, article: text.closest("[data-article]").dataset.article, start: start + lead };
  }

  function fill(details) {
    const form = details.querySelector("form");
    details.open = true;
    for (const [name, value] of Object.entries({ quote: passage.quote, article: passage.article, start: passage.start })) {
      form.querySelector(`[name$="-${name}"]`).value = value;
    }
    picked.hidden = true;
    const first = form.querySelector("select, input:not([type=hidden])") || form.querySelector("textarea");
    details.scrollIntoView({ block: "center" });
    first.focus({ preventScroll: true });
  }

  document.addEventListener("selectionchange", () => {
    const now = chosen();
    if (now) passage = now;
    picked.hidden = !now;
    if (open) open.hidden = !waiting();
    if (now) picked.querySelector(".quoted").textContent = now.quote.length > 160 ? `${now.quote.slice(0, 160)}…` : now.quote;
  });

  // A click on the bar must not take the selection away before it is used.
  picked.addEventListener("mousedown", (event) => event.preventDefault());
  picked.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || !passage) return;
    fill(button === open ? waiting() : document.getElementById(`add-${button.dataset.aspect}`));
  });

  // Typing another sentence over a marked one: its place is looked for again.
  document.addEventListener("input", (event) => {
    if (!event.target.matches("textarea.quote")) return;
    for (const name of ["article", "start"]) {
      const field = event.target.form.querySelector(`[name$="-${name}"]`);
      if (field) field.value = "";
    }
  });
})();
