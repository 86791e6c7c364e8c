// The scratch page: two files whose text lives in the fragment of the address, which no browser sends to a server.
import { element } from "./element.js";
import { runtime } from "./runtime.js";
import { playground } from "./snippet.js";

const START = [["helper.py", 'print("helper runs")\n'], ["main.py", "import helper\nimport helper\n"]];

/** Puts the playground in the place of a note, before the page's snippets are mounted. */
export function openPlayground(note) {
  const files = read(location.hash) ?? START, place = element("div", { className: "deepcut" });
  note.replaceWith(place);
  place.dataset.run = JSON.stringify({ files: files.map(([name]) => name), python: runtime.version });
  place.append(...files.map(([name, text]) => element("div", { className: "highlight" },
    element("span", { className: "filename" }, name), element("pre", {}, element("code", { tabIndex: 0 }, text)))));
  place.addEventListener("edited", ({ detail }) => {
    history.replaceState(history.state, "", playground(detail));
    report(detail);
  });
  report(files);
}

/** Lets the link to the form for a wrong claim (deepcuts/verified.py) carry the files; there may be none. */
function report(files) {
  const link = document.querySelector('.deepcut-report a[href*="template=wrong-claim.yml"]');
  if (!link) return;
  const url = new URL(link.href);
  url.searchParams.set("python", `Python ${runtime.version} of a browser (Pyodide ${runtime.pyodide})`);
  // a host refuses an address that is longer still
  url.searchParams.set("program", files.map(([name, text]) => `# ${name}\n${text}`).join("\n").slice(0, 4000));
  link.href = url;
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
