// How much of Python has arrived, as the reader sees it.
import { element } from "./element.js";
import { runtime } from "./runtime.js";

const PAUSE = 400; // milliseconds: a number that changes more often cannot be read

/** A part, from 0 to 1, in words. */
export const megabytes = (part) => `${(part * runtime.megabytes).toFixed(1)} of ${runtime.megabytes} MB`;

/** Returns what writes a part into a status until something else is said there; a screen reader hears each quarter. */
export function progress(status) {
  const count = element("span");
  let part, timer, heard;
  const write = () => {
    timer = null;
    if (heard === undefined) status.replaceChildren("Loading Python, ", count, "…");
    if (!count.isConnected) return;
    const quarter = Math.floor(part * 4);
    count.setAttribute("aria-hidden", String(quarter === heard));
    count.textContent = megabytes(part);
    heard = quarter;
  };
  return (now) => {
    part = now;
    if (heard === undefined) write();
    else timer ??= setTimeout(write, PAUSE);
  };
}
