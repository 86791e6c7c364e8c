// A run, as the page follows it: what it prints, line by line as it comes, and at the end whether that was verified.
import { difference, placed, reason } from "./compare.js";
import { element } from "./element.js";
import { progress } from "./progress.js";
import { run, warm } from "./python.js";
import { weigher } from "./weigh.js";

/** Runs a snippet, and shows in it how that goes until it ends, or until the job is no longer that of the snippet. */
export async function follow(snippet, job, changed, size) {
  const pieces = [], printed = new Printed(snippet.code), ours = () => snippet.job === job;
  let frame = 0, at = 0;
  const print = () => {
    printed.write(pieces.slice(at));
    at = pieces.length;
    frame = 0;
  };
  const onLoading = size ? progress(snippet.status) : null; // where there is something to wait for
  const onStart = () => { if (ours()) snippet.show("running", `Running on Python ${snippet.data.python}…`); };
  const onOutput = (some) => { pieces.push(...some); frame ||= requestAnimationFrame(print); };
  const result = await Object.assign(job, run(snippet.running, { onLoading, onStart, onOutput })).done;
  cancelAnimationFrame(frame);
  if (!ours()) return; // the next run has begun
  if (result.failed) return snippet.show("failed", result.failed);
  print();
  snippet.show(...printed.report(snippet, result, pieces, changed));
  snippet.look(snippet.output, snippet.status);
  if (snippet.root.isConnected) warm();
}

class Printed {
  /** What is printed goes into this element, which is empty. */
  constructor(code) {
    Object.assign(this, { code, open: null, weigh: { out: weigher(), err: weigher() } }); // open: a line without its end
  }

  /** Appends pieces `[stream, line, text]`, in a node for lines of one kind: WebKit takes seconds for ten thousand. */
  write(pieces) {
    const nodes = [];
    for (const [stream, , text] of pieces)
      for (const line of text.match(/.*\n|.+/g) ?? []) {
        const kind = this.open?.stream === stream ? this.open.kind
          : `deepcut-${stream} deepcut-${this.weigh[stream](line.trimEnd())}`;
        if (nodes.at(-1)?.[0] === kind) nodes.at(-1)[1] += line;
        else nodes.push([kind, line]);
        this.open = line.endsWith("\n") ? null : { stream, kind };
      }
    for (const [className, text] of nodes) {
      const last = this.code.lastChild;
      if (last?.className === className) last.append(text);
      else this.code.append(element("samp", { className }, text));
    }
  }

  /** Says how a run of a snippet ended, as a state and a sentence; below what was printed stands what differs. */
  report({ root, data, texts }, { stopped, status }, pieces, changed) {
    if (stopped) return ["stopped", stopped];
    if (status) this.code.append(element("samp", { className: "deepcut-exit" }, `exit status ${status}\n`));
    const exit = (status ? ` Exit status ${status}.` : "") + reason(pieces, texts).replace(/^(?=.)/, " ");
    const { expected, python, status: known } = data;
    if (!expected) return ["done", `Done.${exit}`];
    if (changed) return ["edited", `You edited the code: nothing to compare its output with.${exit}`];
    const rows = difference(expected, placed(pieces, status, data));
    if (rows.every(([sign]) => sign === " ")) {
      const seen = elsewhere(root, python);
      return ["same", seen ? `Your run: Python ${python}, which prints something else than ${seen} above. As ${known}.`
        : `The same output as ${known} for Python ${python}.`];
    }
    this.code.append(element("div", { className: "run-difference", role: "group", ariaLabel: "Difference, by line" },
      ...rows.map(([sign, [, stream, text]]) => element({ "+": "ins", "-": "del", " ": "span" }[sign], {},
        element("samp", { className: `deepcut-${stream}` }, `${sign} ${text.replace(/\n$/, "")}`)))));
    return ["different", `Not the output that was ${known} for Python ${python}: - ${known}, + your run.${exit}`];
  }
}

/** The Python whose outputs the page shows, where it prints something else than this one. */
function elsewhere(root, python) {
  const seen = document.getElementById("deepcut-python")?.value || document.querySelector("[data-pythons]")?.dataset.pythons.split(" ").at(-1);
  const together = [...root.querySelectorAll(".deepcut-label")].map(({ dataset }) => dataset.on.split(" "));
  return together.some((pythons) => pythons.includes(seen) && !pythons.includes(python)) ? seen : "";
}
