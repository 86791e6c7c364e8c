/* One Python for the reader, and questions about outputs.
   Loaded in the head and not deferred: the choice is applied while the page is parsed, so that nothing flashes. */
(() => {
  const KEY = "deepcuts-python";
  const unchosen = new WeakMap(); // an element that is for some Pythons only: whether it is hidden without a choice
  const control = document.createElement("div");
  let chosen = "";
  try {
    chosen = localStorage.getItem(KEY) ?? "";
  } catch { /* storage is forbidden: the choice lasts for this page */ }

  const python = () => (control.querySelector("select")?.value ?? "");

  function show(part) {
    if (!unchosen.has(part)) unchosen.set(part, part.hidden);
    part.hidden = python() ? !part.dataset.on.split(" ").includes(python()) : unchosen.get(part);
  }

  function object(link) {
    const url = new URL(link.href);
    if (!unchosen.has(link)) unchosen.set(link, url.searchParams.get("python"));
    url.searchParams.set("python", python() ? `Python ${python()}` : unchosen.get(link));
    link.href = url;
  }

  function place(pythons) {
    control.className = "deepcut-python";
    control.innerHTML = '<label for="deepcut-python">Python</label>'
      + '<select id="deepcut-python"><option value="">newest</option></select><p role="status"></p>';
    const select = control.querySelector("select");
    for (const name of pythons) select.add(new Option(name, name));
    select.value = pythons.includes(chosen) ? chosen : "";
    document.querySelector(".md-header__title").after(control);
  }

  // for what the parser, or a theme that changes pages without loading them, has just put into the page
  function meet() {
    const snippets = document.getElementsByClassName("deepcut");
    const pythons = [...snippets].find((snippet) => snippet.dataset.pythons)?.dataset.pythons.split(" ");
    if (pythons && !control.isConnected) place(pythons);
    control.hidden = !pythons;
    for (const part of document.querySelectorAll("[data-on]")) if (!unchosen.has(part)) show(part);
    for (const link of document.querySelectorAll(".deepcut-issue")) if (!unchosen.has(link)) object(link);
    for (const button of document.querySelectorAll(".deepcut-question button[hidden]")) button.hidden = false;
  }

  // What one reads stays where it is when what is above becomes longer. WebKit does not see to it, and Firefox may leave
  // off after some changes: neither is asked.
  function stay(change) {
    const page = document.documentElement;
    page.style.overflowAnchor = "none";
    const read = [...document.querySelectorAll("article > *")].find((part) => part.getBoundingClientRect().bottom > 80);
    const before = read?.getBoundingClientRect().bottom;
    change();
    if (read) scrollBy({ top: read.getBoundingClientRect().bottom - before, behavior: "instant" });
    requestAnimationFrame(() => { page.style.overflowAnchor = ""; });
  }

  control.addEventListener("change", () => {
    chosen = python();
    try {
      localStorage.setItem(KEY, chosen);
    } catch { /* as above */ }
    stay(() => document.querySelectorAll("[data-on]").forEach(show));
    document.querySelectorAll(".deepcut-issue").forEach(object);
    control.querySelector("[role=status]").textContent = chosen
      ? `Now every program shows what CPython ${chosen} prints.`
      : "Now every program shows what the newest CPython prints; what others print is folded below.";
  });

  addEventListener("click", ({ target }) => {
    if (!target.matches(".deepcut-question button")) return;
    const question = target.closest(".deepcut-question");
    const answer = question.querySelector(":checked"), solution = question.nextElementSibling;
    const status = question.querySelector("[role=status]");
    if (!answer) return status.replaceChildren("Choose an answer first.");
    const isRight = (input) => "right" in input.dataset;
    for (const input of question.querySelectorAll("input"))
      input.parentNode.className = isRight(input) ? "deepcut-right" : input.checked ? "deepcut-wrong" : "";
    const text = answer.nextElementSibling.textContent;
    const wrong = [...solution.querySelectorAll("li > code")].find((code) => code.textContent === text); // with its reason
    status.replaceChildren(...wrong ? ["No. ", wrong.nextElementSibling.cloneNode(true)] : ["Right."]);
    solution.open = true;
  });

  new MutationObserver(meet).observe(document, { childList: true, subtree: true });
})();
