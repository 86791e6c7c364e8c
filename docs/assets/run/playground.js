// The scratch page: two files whose text lives in the fragment of the address, which no browser sends to a server.
import { element } from "./element.js";
import { runtime } from "./runtime.js";
import { playground } from "./snippet.js";

const START = [["helper.py", 'print("helper runs")\n'], ["main.py", "import helper\nimport helper\n"]];
let page, own;

/** Puts the playground in the place of a note, before the page's snippets are mounted; a second link mounts again. */
export function openPlayground(note, mount) {
  page = note;
  show();
  addEventListener("hashchange", () => {
    if (location.hash === own || isAnchor(location.hash)) return;
    show();
    mount();
  });
}

/** Whether a fragment is a place in the page. */
const isAnchor = (fragment) => Boolean(document.getElementById(fragment.slice(1)));

/** Shows the files of the address: of the one that the page was opened with, or of a second one in the same tab. */
function show() {
  const [files, problem] = read(location.hash), place = element("div", { className: "deepcut" });
  own = location.hash;
  page.replaceWith(page = problem ? element("div", { className: "deepcut-problem", role: "alert" },
    element("samp", {}, `The address of this page holds no program that can be run: ${problem}. Ask who sent it for another, or `,
      element("a", { href: "#", textContent: "begin with an empty one" }), ".")) : place);
  if (problem) return;
  place.dataset.run = JSON.stringify({ files: files.map(([name]) => name), python: runtime.version });
  place.append(...files.map(([name, text]) => element("div", { className: "highlight" },
    element("span", { className: "filename" }, name), element("pre", {}, code(text)))));
  place.addEventListener("edited", ({ detail }) => {
    history.replaceState(history.state, "", playground(detail));
    own = location.hash;
    report(detail);
  });
  report(files);
}

function code(text) {
  const made = element("code", { tabIndex: 0 }, text);
  made.dataset.copy = text;
  return made;
}

/** Lets the link to the form for a wrong claim (deepcuts/page/verified.py) carry the files; there may be none. */
function report(files) {
  const link = document.querySelector('.deepcut-report a[href*="template=wrong-claim.yml"]');
  if (!link) return;
  const url = new URL(link.href);
  url.searchParams.set("python", `Python ${runtime.version} of a browser (Pyodide ${runtime.pyodide})`);
  // a host refuses an address that is longer still
  url.searchParams.set("program", files.map(([name, text]) => `# ${name}\n${text}`).join("\n").slice(0, 4000));
  link.href = url;
}

/** The files of a fragment, and what is wrong with it. */
function read(fragment) {
  if (!fragment || isAnchor(fragment)) return [START];
  let files;
  try {
    const text = atob(fragment.slice(1).replaceAll("-", "+").replaceAll("_", "/"));
    files = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(text, (sign) => sign.charCodeAt(0))));
  } catch {
    return [, "it is damaged, perhaps cut"];
  }
  if (!Array.isArray(files) || !files.length || !files.every((file) => Array.isArray(file) && file.length === 2
      && file.every((part) => typeof part === "string"))) return [, "it is a list of no files"];
  const names = files.map(([name]) => name), wrong = names.map((name, i) => unfit(name, names.slice(0, i))).find(Boolean);
  return wrong ? [, wrong] : [files];
}

/** Why a file cannot have this name beside those before it; nothing where it can. */
function unfit(name, before) {
  const said = JSON.stringify(name), parts = name.split("/");
  if (name.startsWith("/")) return `the file name ${said} is absolute`;
  if (parts.some((part) => !part)) return `the file name ${said} has an empty part`;
  if (parts.some((part) => part === "." || part === "..")) return `the file name ${said} leads out of its folder`;
  if (name.length > 100) return `the file name ${said} is longer than 100 characters`;
  if (/[\0-\x1f\\]/.test(name)) return `the file name ${said} has a character that no name has`;
  for (const other of before) {
    if (other === name) return `there are two files ${said}`;
    if (other === "main.py") return "main.py is not its last file, and the last one is the program";
    if (other.startsWith(`${name}/`) || name.startsWith(`${other}/`))
      return `${JSON.stringify(other)} and ${said} make one name a file and a folder`;
  }
}
