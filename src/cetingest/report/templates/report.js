// The page reads well without this script; it adds search, filter, enlarged pictures and copying.
(() => {
  "use strict";
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // As text.fold: compatibility forms, accents and case do not matter to a search.
  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

  // --- search and filter ---------------------------------------------------------------------------------------------

  const tools = one(".tools");
  const search = one("#search");
  const items = all("[data-item]").map((element) => ({
    element,
    verdict: element.dataset.verdict,
    label: fold(element.dataset.label),
    text: fold(all("[data-search]", element).map((part) => part.textContent).join(" \n ")),
  }));

  // A number alone means the footnote of that number, if there is one: "12" must not find every URL with a 12.
  const matches = (item, words, label) =>
    label ? item.label === label : words.every((word) => item.text.includes(word));

  const apply = () => {
    const query = fold(search.value.trim());
    const verdict = one("input[name=verdict]:checked")?.value;
    const label = items.some((item) => item.label === query) ? query : "";
    const words = query.split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const item of items) {
      const isShown = (!verdict || item.verdict === verdict) && matches(item, words, label);
      item.element.hidden = !isShown;
      shown += isShown;
    }
    const isNarrowed = Boolean(verdict || query);
    for (const group of all("[data-group]")) {
      const has = all("[data-item]", group).some((element) => !element.hidden);
      group.hidden = !has;
      if (group.tagName === "DETAILS") openFor(group, isNarrowed && has);
    }
    one("#nothing").hidden = shown > 0;
    one("#shown").textContent = isNarrowed ? `Showing ${shown} of ${items.length}` : "";
  };

  // A closed section opens for what was found in it, and closes again if the reader had it closed.
  const openFor = (details, isWanted) => {
    if (isWanted && !details.open) {
      details.dataset.opened = "";
      details.open = true;
    } else if (!isWanted && "opened" in details.dataset) {
      delete details.dataset.opened;
      details.open = false;
    }
  };

  const clear = () => {
    search.value = "";
    const any = one("input[name=verdict][value='']");
    if (any) any.checked = true;
    apply();
  };

  const isTyping = (target) => target.matches("input:not([type=radio]), textarea, [contenteditable]");

  if (tools) {
    tools.hidden = false;
    search.addEventListener("input", apply);
    tools.addEventListener("change", apply);
    one("#clear").addEventListener("click", () => {
      clear();
      search.focus();
    });
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]")) return;
      if (event.key === "/" && !isTyping(event.target)) {
        event.preventDefault();
        search.focus();
        search.select();
      } else if (event.key === "Escape") {
        clear();
      }
    });
  }

  // --- links to a card: never end in something hidden ----------------------------------------------------------------

  const reveal = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target) return;
    if (tools && target.closest("[hidden]")) clear();
    const details = target.closest("details");
    if (details) details.open = true;
    target.scrollIntoView();
  };
  window.addEventListener("hashchange", reveal);
  reveal();

  // --- pictures ------------------------------------------------------------------------------------------------------

  const viewer = one("#viewer");
  const enlarge = (image) => {
    one("img", viewer).src = image.src;
    one("img", viewer).alt = image.alt;
    one("#viewer-caption").textContent = image.alt;
    viewer.showModal();
  };
  for (const image of all("figure img")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "enlarge";
    button.setAttribute("aria-label", `Enlarge: ${image.alt}`);
    image.replaceWith(button);
    button.append(image);
    button.addEventListener("click", () => enlarge(image));
  }
  viewer.addEventListener("click", (event) => {
    if (event.target === viewer || event.target.closest(".close")) viewer.close();
  });

  // --- copying -------------------------------------------------------------------------------------------------------

  const say = (button, text) => {
    button.textContent = text;
    one("#said").textContent = text;
    setTimeout(() => (button.textContent = "Copy"), 2000);
  };
  const copy = async (button) => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      say(button, "Copied");
    } catch {
      // Browsers may forbid the clipboard to pages opened from a folder: select the URL, so that one key copies it.
      getSelection().selectAllChildren(one(".url", button.parentElement));
      say(button, "Selected: press Ctrl+C");
    }
  };
  for (const button of all("button.copy")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }

  // --- print: everything is open -------------------------------------------------------------------------------------

  window.addEventListener("beforeprint", () => all("details:not([open])").forEach((details) => {
    details.dataset.printed = "";
    details.open = true;
  }));
  window.addEventListener("afterprint", () => all("details[data-printed]").forEach((details) => {
    delete details.dataset.printed;
    details.open = false;
  }));
})();
