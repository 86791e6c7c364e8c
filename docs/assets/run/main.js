// Finds the snippets of a page, also after instant navigation, and gives those that can be run their buttons.
import { element } from "./element.js";
import { runtime } from "./runtime.js";
import { Snippet } from "./snippet.js";

let mounted = [];
async function mount() {
  if (!runtime) return;
  mounted = mounted.filter((snippet) => snippet.root.isConnected || snippet.job?.stop?.()); // leaving ends a run
  const note = document.querySelector("p#scratch-files");
  if (note) (await import("./playground.js")).openPlayground(note);
  for (const root of document.querySelectorAll(".deepcut[data-run]:not([data-state])")) mounted.push(new Snippet(root));
  for (const root of document.querySelectorAll(".deepcut[data-no-run]:not([data-state])")) {
    root.dataset.state = "none";
    root.querySelector(".deepcut-foot").before(element("p", { className: "run-bar run-status" }, root.dataset.noRun));
  }
}

window.document$ ? window.document$.subscribe(() => setTimeout(mount)) : mount(); // not in one step with the theme
