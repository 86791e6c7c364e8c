// Finds the snippets of a page, also after instant navigation, and gives those that can be run their buttons.
import { element } from "./element.js";
import { openPlayground } from "./playground.js";
import { runtime } from "./runtime.js";
import { Snippet } from "./snippet.js";

let mounted = [];
function mount() {
  if (!runtime) return;
  for (const left of mounted.filter((snippet) => !snippet.root.isConnected)) left.job?.stop();
  mounted = mounted.filter((snippet) => snippet.root.isConnected);
  openPlayground();
  for (const root of document.querySelectorAll(".deepcut[data-run]:not([data-state])")) mounted.push(new Snippet(root));
  for (const root of document.querySelectorAll(".deepcut[data-no-run]:not([data-state])")) {
    root.dataset.state = "none";
    root.querySelector(".deepcut-foot").before(element("p", { className: "run-bar run-status" }, root.dataset.noRun));
  }
}

window.document$ ? window.document$.subscribe(mount) : mount();
