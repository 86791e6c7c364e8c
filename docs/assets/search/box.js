/* What the search box shows and does. assets/site.js loads it, and answers.js, when somebody goes to the box. */
{
  const one = selector => document.querySelector(selector);
  const open = one("#__search"), query = one(".md-search__input"), said = one(".md-search-result__meta");
  const list = one(".md-search-result__list"), isFolder = location.protocol === "file:";
  const at = page => new URL(isFolder ? page.replace(/(^|\/)$/, "$1index.html") : page, __md_scope).href;
  const make = (name, properties, ...content) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...content);
    return made;
  };
  said.role = "status";
  list.removeAttribute("role");

  // In a folder, where no page may read a file, the index is a script that site.js has loaded.
  let answers;
  const load = async () => {
    const index = isFolder ? __index : await (await fetch(at("search/search_index.json"))).json();
    return deepcutsAnswers(index.docs);
  };

  const result = ({ location, title, chapter, text, isAsked }) => {
    const marked = text.split(/(\w+)/).map(part => /\w/.test(part) && isAsked(part) ? make("mark", {}, part) : part);
    return make("li", { className: "md-search-result__item" },
      make("a", { className: "md-search-result__link", href: new URL(location, __md_scope).href },
        make("span", { className: "md-search-result__title" }, title), " ",
        make("span", { className: "md-search-result__chapter" }, chapter), " ",
        make("span", { className: "md-search-result__text" }, ...marked)));
  };
  const nothing = text => {
    const link = (page, words) => make("a", { href: at(page) }, words);
    const issue = one(".deepcut-end a[href*='/issues/new']")?.href.split("?")[0];
    const title = encodeURIComponent(`Not covered: ${text.slice(0, 200)}`);
    const report = issue && make("a", { href: `${issue}?title=${title}` }, "report it");
    return ["Nothing here covers this.", make("p", {},
      "Try fewer words, or see the ", link("tags/", "chapters by topic"), " and the ", link("glossary/", "glossary"),
      ". If it should be here, ", ...(report ? [report, " or "] : []), link("contributing/", "write a DeepCut"), ".")];
  };

  const show = async () => {
    const text = query.value.trim();
    __md_set("__query", text, sessionStorage);
    let found = null, words = ["Type some words, or paste the last line of your error."];
    if (text) {
      try {
        found = (await (answers ??= load()))(text);
        if (found) words = found.length ? [`${found.length} result${found[1] ? "s" : ""}. Enter opens the first.`] : nothing(text);
      } catch {
        answers = undefined;
        words = ["The search could not be loaded. Type on to try again."];
      }
    }
    if (text !== query.value.trim()) return; // somebody types on
    list.replaceChildren(...(found ?? []).map(result));
    said.replaceChildren(...words);
  };
  const shut = () => { if (open.checked) open.click(); };

  let shown;
  query.addEventListener("input", () => { shown = show(); });
  query.form.addEventListener("submit", event => event.preventDefault());
  query.form.addEventListener("reset", () => setTimeout(() => {
    query.focus();
    shown = show();
  }));
  one(".md-search").addEventListener("keydown", async event => {
    const links = [...list.querySelectorAll("a")], stops = [query, ...links], stop = stops.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || stop < 0) return;
    if (step) stops.at((stop + step) % stops.length).focus();
    else if (event.key === "Escape") {
      shut();
      document.activeElement.blur();
    } else if (event.key === "Tab" && stop === 0) return shut(); // it leaves
    else if (event.key === "Enter" && stop === 0) {
      event.preventDefault();
      await shown;
      return list.querySelector("a")?.click();
    } else return;
    event.preventDefault();
  });
  one(".md-search").addEventListener("focusout", ({ currentTarget, relatedTarget }) => {
    if (relatedTarget && !currentTarget.contains(relatedTarget)) shut();
  });
  list.addEventListener("click", shut);

  // Who comes back from a result finds the query again, and types another one in its place.
  if (!query.value) {
    query.value = __md_get("__query", sessionStorage) ?? "";
    query.select();
  }
  shown = show();
}
