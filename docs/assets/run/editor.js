// A textarea that lies on the code of a listing: the browser's own undo, selection and keyboard, the page's own colours.
import { element } from "./element.js";
import { highlight } from "./highlight.js";

/** What an editor makes of a text: its lines end in \n, the last one, too. */
const edited = (text) => (text.trim() ? text.replace(/\r\n?/g, "\n").replace(/\n*$/, "\n") : "");

/** Lays an editor on each file of a snippet that has a text. */
export function editAll(snippet) {
  const onInput = (file) => (value) => {
    file.edited = edited(value) === edited(file.text) ? null : edited(value);
    if (snippet.root.dataset.state !== "running") snippet.show("idle", snippet.changed ? "You edited the code." : "");
    snippet.root.dispatchEvent(new CustomEvent("edited", { detail: snippet.texts }));
  };
  const calls = { onRun: () => snippet.run(), onLeave: () => snippet.runButton.focus() };
  return snippet.files.filter(({ code }) => code).map((file) => edit(
    file.code, file.name, (file.edited ?? file.text).replace(/\n$/, ""), { ...calls, onInput: onInput(file) }));
}

/** Lays an editor, `{area, leave}`, on the code of a page; `onRun` and `onLeave` are what Ctrl+Enter and Escape do. */
function edit(page, name, text, { onInput, onRun, onLeave }) {
  const code = element("code", { ariaHidden: "true" });
  const area = element("textarea", { className: "run-area", value: text, spellcheck: false, autocapitalize: "off",
    autocomplete: "off", wrap: "off", rows: 1, ariaLabel: `Edit ${name}. Control+Enter runs, Escape leaves.` });
  const paint = () => code.replaceChildren(...highlight(area.value), "\n");
  area.addEventListener("input", () => { paint(); onInput(area.value); });
  area.addEventListener("scroll", () => { code.scrollLeft = area.scrollLeft; });
  area.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") onLeave();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onRun();
    else if (event.key === "Enter") { // keep the indentation; by command, so that undo knows of it
      const line = area.value.slice(0, area.selectionStart).split("\n").at(-1);
      document.execCommand("insertText", false, `\n${line.match(/^ */)[0]}`);
    } else return; // Tab moves on, as everywhere
    event.preventDefault();
  });
  paint();
  page.hidden = true; // it still follows the choice of a Python
  page.before(code, area); // the copy button takes the first code that there is
  area.setSelectionRange(0, 0); // at the end of a long line, one would not see where the others begin
  return { area, leave: () => { code.remove(); area.remove(); page.hidden = false; } };
}
