// The scratch page: two files whose text lives in the fragment of the address, which no browser sends to a server.
import { runtime } from "./runtime.js";
import { element, playground } from "./snippet.js";

const START = [["helper.py", 'print("helper runs")\n'], ["main.py", "import helper\nimport helper\n"]];

/** Builds the playground where the page has one, before its snippets are mounted. */
export function openPlayground() {
  const note = document.querySelector("p#scratch-files");
  if (!note) return;
  const files = read(location.hash) ?? START, place = element("div", { className: "deepcut" });
  note.replaceWith(place);
  place.dataset.run = JSON.stringify({ files: files.map(([name]) => name), python: runtime.version });
  place.append(...files.map(([name, text]) => element("div", { className: "highlight" },
    element("span", { className: "filename" }, name), element("pre", {}, element("code", { tabIndex: 0 }, text)))));
  place.addEventListener("edited", ({ detail }) => history.replaceState(history.state, "", playground(detail)));
}

/** The files of a fragment; nothing where it holds none. */
function read(fragment) {
  try {
    const text = atob(fragment.slice(1).replaceAll("-", "+").replaceAll("_", "/"));
    const files = JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (sign) => sign.charCodeAt(0))));
    return files.length && files.every(([name, text]) => typeof name + typeof text === "stringstring") ? files : null;
  } catch {
    return null;
  }
}
