// Whether this browser has the files of Python, which the button says before it loads them.
import { runtime } from "./runtime.js";

const KEY = "deepcuts-runtime";
const stored = (use) => { try { return use(localStorage); } catch { return null; } }; // storage may be forbidden
let isHere = false;

export function remember() {
  isHere = true;
  stored((all) => all.setItem(KEY, runtime.path));
}

/** How many megabytes the first run downloads. */
export const toDownload = () => (isHere || stored((all) => all.getItem(KEY)) === runtime.path ? 0 : runtime.megabytes);
