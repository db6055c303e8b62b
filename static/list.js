/* The list updates in place (htmx does the work); without this file every link and form loads a page as usual. */

(() => {
  "use strict";
  const list = () => document.getElementById("listing");
  let unfolded = [];
  let panelOpen = false;

  // An address holds only what was asked for.
  document.addEventListener("htmx:configRequest", (event) => {
    const form = event.detail.formData;
    for (const name of new Set(form.keys())) {
      const values = form.getAll(name).filter((value) => value !== "");
      form.delete(name);
      values.forEach((value) => form.append(name, value));
    }
  });

  // What the reader has opened stays open.
  document.addEventListener("htmx:beforeSwap", () => {
    const panel = document.getElementById("narrow");
    unfolded = [...list().querySelectorAll("details[id][open]")].map((details) => details.id);
    panelOpen = panel !== null && (panel.matches(":target") || panel.classList.contains("open"));
  });

  document.addEventListener("htmx:afterSettle", () => {
    for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
    if (panelOpen) document.getElementById("narrow")?.classList.add("open");
    // The link that was followed may be gone: go on reading at the results.
    if (document.activeElement === document.body) document.getElementById("results")?.focus({ preventScroll: true });
    const found = document.querySelector("#found, #listing .problem li, #listing .nothing h2");
    document.getElementById("announcement").textContent = found ? found.textContent : "";
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest(".facets .close")) document.getElementById("narrow").classList.remove("open");
  });

  // No answer, or a fault: let the browser load the page and show what there is to see.
  for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(failure, (event) => location.assign(event.detail.pathInfo.finalRequestPath));
  }
})();
