// A textarea that lies on the code of a listing: the browser's own undo, selection and keyboard, the page's own colours.
import { highlight } from "./highlight.js";

/** Lays an editor on a `pre`; `onRun` and `onLeave` are what Ctrl+Enter and Escape do. */
export function edit(pre, name, text, { onInput, onRun, onLeave }) {
  const code = pre.querySelector("code"), area = document.createElement("textarea");
  for (const [key, value] of Object.entries({ spellcheck: "false", autocapitalize: "off", autocomplete: "off",
    autocorrect: "off", wrap: "off", "aria-label": `Edit ${name}. Control+Enter runs, Escape leaves.` }))
    area.setAttribute(key, value);
  area.className = "run-area";
  area.value = text;
  const paint = () => code.replaceChildren(...highlight(area.value), "\n");
  area.addEventListener("input", () => { paint(); onInput(); });
  area.addEventListener("scroll", () => { code.scrollLeft = area.scrollLeft; });
  area.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") onLeave();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onRun();
    else if (event.key === "Enter") { // keep the indentation; by command, so that undo knows of it
      const line = area.value.slice(0, area.selectionStart).split("\n").at(-1);
      document.execCommand("insertText", false, `\n${line.match(/^ */)[0]}`);
    }
    else return; // Tab moves on, as everywhere
    event.preventDefault();
  });
  paint();
  pre.classList.add("run-edited");
  code.removeAttribute("tabindex"); // the editor is what the keyboard reaches
  code.after(area);
  return area;
}
