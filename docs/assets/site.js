/* What the theme lacks for those who use a keyboard or a screen reader. Without JavaScript a page is complete. */
{
  const all = (selector, within = document) => within.querySelectorAll(selector);
  const drawer = document.getElementById("__drawer");
  const search = document.getElementById("__search");

  // A label that opens the drawer or the search takes no focus: a button does.
  const button = (label, name, press) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = `${label.className} opens-${label.htmlFor.slice(2)}`;
    made.ariaLabel = name;
    made.ariaExpanded = "false";
    made.append(...label.childNodes);
    made.addEventListener("click", press);
    label.replaceWith(made);
    return made;
  };
  const opener = document.querySelector(".md-header__button[for=__drawer]");
  if (opener && drawer) {
    const menu = button(opener, "Contents", () => drawer.click());
    drawer.addEventListener("change", () => {
      menu.ariaExpanded = String(drawer.checked);
      if (drawer.checked) document.querySelector(".md-sidebar--primary .md-nav__link[href]")?.focus();
    });
    addEventListener("keydown", event => {
      if (event.key !== "Escape" || !drawer.checked) return;
      drawer.click();
      menu.focus();
    });
  }
  const glass = document.querySelector(".md-header__button[for=__search]");
  const query = document.querySelector(".md-search__input");
  if (glass && search && query) {
    const find = button(glass, "Search", () => query.focus());
    const script = path => {
      const made = Object.assign(document.createElement("script"), { async: false, src: new URL(path, __md_scope) });
      document.head.append(made);
    };
    let isLoaded = false;
    query.addEventListener("focus", () => {
      if (!search.checked) search.click();
      if (isLoaded) return;
      isLoaded = true; // nobody loads the index who does not search
      if (location.protocol === "file:") script("search/search_index.js");
      script("assets/search/answers.js");
      script("assets/search/box.js");
    });
    addEventListener("keydown", event => {
      const isWriting = event.target.matches?.("input, select, textarea, [contenteditable]");
      if (!["/", "s", "f"].includes(event.key) || event.ctrlKey || event.metaKey || event.altKey || isWriting) return;
      event.preventDefault();
      query.focus();
    });
    const narrow = matchMedia("(max-width: 59.98em)");
    const shut = () => { query.tabIndex = narrow.matches && !search.checked ? -1 : 0; }; // nobody sees it on a phone then
    shut();
    narrow.addEventListener("change", shut);
    search.addEventListener("change", () => {
      shut();
      find.ariaExpanded = String(search.checked);
      if (!search.checked && narrow.matches) find.focus();
    });
  }

  // The colour scheme: boot.js has applied it, and it is the system's until somebody chooses.
  const schemes = [...all(".md-option")];
  const tint = document.head.appendChild(Object.assign(document.createElement("meta"), { name: "theme-color" }));
  const apply = option => {
    option.checked = true; // Tab would come to the one that is not shown
    document.body.dataset.mdColorScheme = option.dataset.mdColorScheme;
    tint.content = getComputedStyle(document.querySelector(".md-header")).backgroundColor;
  };
  for (const [index, option] of schemes.entries()) {
    option.addEventListener("change", () => {
      apply(option);
      __md_set("__palette", { color: { scheme: option.dataset.mdColorScheme } });
    });
    option.addEventListener("keydown", event => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const next = schemes[(index + 1) % schemes.length];
      next.click();
      next.focus();
    });
    matchMedia(option.dataset.mdColorMedia).addEventListener("change", ({ matches }) => {
      if (matches && !__md_get("__palette")) apply(option);
    });
    if (option.dataset.mdColorScheme === document.body.dataset.mdColorScheme) apply(option);
  }

  // Code that scrolls is reached by Tab, on a phone with a keyboard too; the theme sees to a mouse's computer only.
  const reach = code => { if (code.scrollWidth > code.clientWidth && code.tabIndex < 0) code.tabIndex = 0; };
  const resized = new ResizeObserver(entries => entries.forEach(entry => reach(entry.target)));
  for (const code of all("pre > code")) resized.observe(code);
  new MutationObserver(changes => {
    for (const { target, addedNodes } of changes) {
      if (target.matches("pre > code")) reach(target);
      for (const node of addedNodes) {
        // the copy button of each block comes in a landmark of its own, and loses its title as long as it has the focus
        if (node.className === "md-code__nav") node.role = "none";
        for (const button of node.querySelectorAll?.(".md-code__button") ?? []) button.ariaLabel ??= button.title;
        // A definition comes at the end of the page, outside all landmarks. (The theme puts others there to measure them
        // only; they are gone by now. Brought back, they would cost the style of every element, twice.)
        if (node.role === "tooltip" && node.parentNode === document.body) document.querySelector("main").append(node);
      }
    }
  }).observe(document.body, { subtree: true, childList: true, attributeFilter: ["tabindex"] });

  for (const topics of all(".md-content nav.md-tags")) topics.ariaLabel = "Topics";

  // A definition covers the text below it: Escape takes it away, and the term keeps the focus.
  addEventListener("keydown", event => {
    if (event.key === "Escape") for (const tip of all("[role=tooltip]")) tip.hidden = true;
  });
}
