// Finds the snippets of a page, also after instant navigation, and gives those that can be run their buttons.
import { runtime } from "./runtime.js";
import { Snippet } from "./snippet.js";

let mounted = [];
async function mount() {
  if (!runtime) return;
  mounted = mounted.filter((snippet) => snippet.root.isConnected || snippet.job?.stop?.()); // leaving ends a run
  for (const note of document.querySelectorAll("p#scratch-files")) (await import("./playground.js")).openPlayground(note, mount);
  for (const root of document.querySelectorAll(".deepcut[data-run]")) // each in a step of its own: a phone is slow
    setTimeout(() => root.dataset.state || mounted.push(new Snippet(root)));
}

window.document$ ? window.document$.subscribe(mount) : mount();
