/* What the tests do inside a page, as window.inside: Visit calls it. */
window.inside = {
  all: [],
  walked: [],
  patience: 30_000, // milliseconds until what has not settled is named

  /* All default rules of axe-core, or only these, with everything that folds opened as long as it looks. Whether a text
     of an article can be read depends on its colours, size and weight and on what it lies on, and axe takes seconds for
     a thousand of them: it judges the contrast of three of each kind. All other rules see everything. */
  async axe(...only) {
    const folded = [...document.querySelectorAll("details:not([open])")];
    for (const closed of folded) closed.open = true;
    const grounds = new Map([[null, ""]]), judged = new Map();
    const ground = element => {
      if (!grounds.has(element)) {
        const { backgroundColor, backgroundImage, opacity, position } = getComputedStyle(element);
        const own = [backgroundColor, backgroundImage, opacity, position].join();
        const below = ground(element.parentElement);
        grounds.set(element, own === "rgba(0, 0, 0, 0),none,1,static" ? below : `${below} ${own}`);
      }
      return grounds.get(element);
    };
    for (const element of document.querySelectorAll("article *")) {
      const text = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
      if (!text || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
      const kind = [color, fontSize, fontWeight, textShadow, ground(element)].join();
      judged.set(kind, (judged.get(kind) ?? 0) + 1);
      element.toggleAttribute("data-judged", judged.get(kind) > 3);
    }
    axe.configure({ rules: [{ id: "color-contrast", selector: ":not([data-judged])" }] });
    const rules = only.length ? { runOnly: only } : {};
    const found = await axe.run(document, { resultTypes: ["violations"], preload: false, ...rules });
    for (const opened of folded) opened.open = false;
    return found;
  },

  /* What scrolls sideways or is cut off at the side, and is no code. */
  sideways() {
    const page = document.documentElement;
    const everything = new CSSStyleSheet(); // what is far away keeps the layout of another width
    everything.replaceSync("* { content-visibility: visible !important }");
    document.adoptedStyleSheets.push(everything);
    const found = page.scrollWidth > page.clientWidth ? [`the page is ${page.scrollWidth} px wide`] : [];
    for (const element of document.body.querySelectorAll("*")) {
      const shown = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
      if (!shown || element.closest("svg, pre")) continue;
      const name = `<${element.localName} class="${element.className}"> ${element.textContent.trim().slice(0, 40)}`;
      const scrolls = ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
      if (scrolls && element.clientWidth && element.scrollWidth > element.clientWidth + 1) found.push(`scrolls: ${name}`);
      const text = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
      const { left, right } = element.getBoundingClientRect();
      const cut = left < page.clientWidth && right > page.clientWidth + 1;
      if (cut && (text || element.matches("img, video, canvas, iframe, input, button"))) found.push(`is cut off: ${name}`);
    }
    document.adoptedStyleSheets.pop();
    return found;
  },

  /* What is wrong on paper, and how much there was to look at. */
  paper() {
    const all = selector => [...document.querySelectorAll(selector)];
    const name = element => element.cloneNode().outerHTML.slice(0, 80) + element.textContent.trim().slice(0, 40);
    const seen = element => element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true });
    const code = all("main pre > code"), folded = all("main details:not(.deepcut-mark) > :not(summary)");
    // (What stands behind a program is on no paper: its mark says it in short.)
    const right = element => element.getBoundingClientRect().right;
    const cut = element => element.scrollWidth > element.clientWidth || right(element) > innerWidth;
    const dark = element => !/^rgb\(2[0-9]{2}, 2/.test(getComputedStyle(element).backgroundColor);
    const screen = ".md-header, .md-sidebar, .md-footer, .md-skip, .md-top, .headerlink, .deepcut-end, button";
    return {
      code: code.length,
      folded: folded.length,
      wrong: [
        ...all("main :is(pre > code, samp, table, img, p, li, h1, h2)").filter(cut).map(e => `cut off: ${name(e)}`),
        ...all(screen).filter(seen).map(e => `on paper: ${name(e)}`),
        ...folded.filter(e => !seen(e) || !e.getClientRects().length).map(e => `folded: ${name(e)}`),
        ...code.filter(dark).map(e => `dark: ${name(e)}`),
      ],
    };
  },

  /* Remembers what Tab has to reach; returns what answers to a mouse only. */
  stops() {
    const shown = (element, more) => element.checkVisibility({ visibilityProperty: true, ...more }) && !element.hidden;
    const chosen = radio => {
      const group = [...document.getElementsByName(radio.name)];
      return radio === (group.find(other => other.checked) ?? group[0]);
    };
    const kinds = "a[href], button, input, select, textarea, summary, iframe, [contenteditable], [tabindex]";
    const all = [...document.querySelectorAll(kinds)].filter(e => e.tabIndex >= 0 && !e.disabled && shown(e));
    this.all = all.filter(element => element.type !== "radio" || chosen(element));
    const near = element => this.all.some(stop => stop.contains(element) || element.contains(stop));
    const labels = element => [element, ...element.querySelectorAll("label")].map(inner => inner.control);
    const operable = element => near(element) || labels(element).some(e => e && e.tabIndex >= 0 && shown(e));
    const clicked = element => {
      const { cursor, pointerEvents } = getComputedStyle(element);
      return cursor === "pointer" && pointerEvents !== "none" && element.offsetWidth * element.offsetHeight > 0;
    };
    return [...document.body.querySelectorAll("*")]
      .filter(e => clicked(e) && !clicked(e.parentElement) && shown(e, { opacityProperty: true }) && !operable(e))
      .map(element => element.outerHTML.slice(0, 100));
  },

  names() {
    return this.all.map(stop => stop.outerHTML.slice(0, 120));
  },

  /* Notes where the focus is each time that Tab is let go. */
  watch() {
    addEventListener("keyup", ({ key }) => { if (key === "Tab") this.walked.push(this.focus()); }, true);
  },

  /* Which stop has the focus (-1: another element, -2: none), and whether one can see that: on it or on its label. */
  focus() {
    const active = document.activeElement;
    if (!active || active === document.body) return { at: -2, seen: true, name: "nothing", link: "", inside: false };
    const seen = element => {
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
      const outlined = outlineStyle !== "none" && parseFloat(outlineWidth) >= 1 && !outlineColor.endsWith(", 0)");
      const [box] = element.getClientRects();
      if (!outlined || !box || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
      const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
      if (top > bottom) return false;
      return [top + 2, (top + bottom) / 2, bottom - 2].some(y => {
        const under = document.elementFromPoint(box.x + Math.min(box.width / 2, 60), y);
        return under && (element.contains(under) || under.contains(element));
      });
    };
    const next = active.nextElementSibling;
    const drawn = [active, ...active.labels ?? [], ...next?.localName === "label" ? [next] : []];
    return {
      at: this.all.indexOf(active),
      seen: drawn.some(seen),
      name: active.outerHTML.slice(0, 120),
      link: active.getAttribute("href") ?? "",
      inside: Boolean(active.closest("article")),
    };
  },

  /* Gives the focus again, and a loaded machine three seconds to scroll there. */
  async again(at) {
    this.all[at]?.focus();
    const begin = performance.now();
    do await new Promise(done => setTimeout(done, 100));
    while (!this.focus().seen && performance.now() - begin < 3000);
    return this.focus();
  },

  /* Waits until the scripts have changed what they change; some of it is done when one comes to it. */
  async settled() {
    const start = performance.now();
    const late = what => {
      if (performance.now() - start > this.patience) throw new Error(`${location.pathname} never settled: ${what()}`);
    };
    const frame = () => new Promise(done => requestAnimationFrame(done));
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
      late(() => `it grows while it is scrolled, to ${document.documentElement.scrollHeight} px`);
      scrollTo(0, y);
      await frame();
      await frame();
    }
    scrollTo(0, 0);
    let quiet = 0, changed; // looks in turn that saw no change: a machine that stands still for a moment shows none either
    const observer = new MutationObserver(([{ target }]) => { quiet = 0; changed = target; });
    observer.observe(document, { subtree: true, childList: true, attributes: true });
    const begin = performance.now();
    // the playground opens its editor when a script has come
    const opens = () => document.querySelector("#scratch-files, .deepcut[data-run]:not([data-address]):not(:has(textarea))");
    while (quiet < 4 || (opens() && performance.now() - begin < 5000)) {
      late(() => `<${changed?.localName ?? "text"} class="${changed?.className ?? ""}"> changes again and again`);
      await new Promise(done => setTimeout(done, 25));
      quiet += 1;
    }
    observer.disconnect();
  },
};
