// One snippet of a page that can be run: its buttons, its files, what it printed, and whether that is what was verified.
import { difference, placed, shown } from "./compare.js";
import { edit } from "./editor.js";
import { run, toDownload, warm } from "./python.js";

/** A new element with these properties and children. */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

const ended = (text) => (text.trim() ? text.replace(/\n*$/, "\n") : "");

export class Snippet {
  constructor(root) {
    this.root = root;
    this.data = JSON.parse(root.dataset.run);
    const listings = root.querySelectorAll(".highlight:not(.deepcut-older)");
    this.files = this.data.files.map((name, i) => this.file(name, listings[i]));
    this.main = this.files.at(-1).name;
    this.bar();
  }

  /** `text` is what the page shows without outputs, and `edited` what the reader made of it. */
  file(name, listing) {
    const code = listing.querySelector("pre > code"), bare = code.cloneNode(true);
    bare.querySelectorAll("samp").forEach((samp) => samp.remove());
    const text = ended(bare.textContent);
    return { name, code, text, edited: text };
  }

  bar() {
    const button = (textContent, onclick, more = "") =>
      element("button", { type: "button", className: `md-button run-button ${more}`, textContent, onclick });
    this.runButton = button("Run", () => this.run(), "md-button--primary");
    this.stopButton = button("Stop", () => this.job.stop());
    this.editButton = button("Edit", () => this.edit());
    this.resetButton = button("Reset", () => this.reset());
    for (const event of ["pointerenter", "touchstart", "focus"])
      this.runButton.addEventListener(event, () => warm(), { passive: true });
    this.link = element("a", { className: "run-link", textContent: "Playground", hidden: !this.root.dataset.address });
    this.status = element("p", { className: "run-status", role: "status" });
    const bar = element("div", { className: "run-bar" },
      this.runButton, this.stopButton, this.editButton, this.resetButton, this.link, this.status);
    this.code = element("code", { tabIndex: 0, role: "log", ariaLabel: "Output of your run" });
    this.output = element("div", { className: "highlight run-output", hidden: true }, element("pre", {}, this.code));
    const foot = this.root.querySelector(".deepcut-foot");
    this.root.append(bar, this.output, ...(foot ? [foot] : []));
    this.show("idle");
  }

  get changed() { return this.files.some((file) => file.edited !== file.text); }

  /** What the buttons say and can do in this state. */
  show(state, message = "") {
    this.root.dataset.state = state;
    const size = toDownload(), running = state === "running";
    this.runButton.textContent = size ? `Run (loads ${size} MB once)` : "Run";
    if (!running && document.activeElement === this.stopButton) this.runButton.focus();
    this.stopButton.disabled = !running;
    this.editButton.disabled = Boolean(this.editors);
    this.resetButton.disabled = !(this.editors || this.changed);
    this.link.href = playground(this.files);
    this.status.textContent = message;
  }

  edit() {
    const calls = {
      onInput: () => {
        this.files.forEach((file, i) => { file.edited = ended(this.editors[i].area.value); });
        if (this.root.dataset.state !== "running") this.show("idle", this.changed ? "You edited the code." : "");
        this.root.dispatchEvent(new CustomEvent("edited", { detail: this.files }));
      },
      onRun: () => this.run(),
      onLeave: () => this.runButton.focus(),
    };
    this.editors = this.files.map(({ name, code, edited }) => edit(code, name, edited.replace(/\n$/, ""), calls));
    this.root.classList.add("run-editing");
    this.show(this.root.dataset.state, this.status.textContent);
    this.editors.at(-1).area.focus();
  }

  reset() {
    this.job?.stop();
    this.job = null;
    this.editors?.forEach(({ leave }) => leave());
    this.editors = null;
    this.root.classList.remove("run-editing");
    for (const file of this.files) file.edited = file.text;
    this.output.hidden = true;
    this.show("idle", "The code is as it was.");
    this.editButton.focus();
  }

  async run() {
    this.job?.stop();
    const edited = this.changed, size = toDownload(), pieces = [], waiting = [];
    const files = Object.fromEntries(this.files.map((file) => [file.name, file.edited]));
    if (!edited) files[this.main] = this.data.text ?? files[this.main]; // to the line as it was verified
    let frame = 0;
    const print = () => {
      frame = 0;
      const runs = []; // one element for many writes: a flood is cheap to show
      for (const [stream, , text] of waiting.splice(0))
        if (runs.at(-1)?.[0] === stream) runs.at(-1)[1] += text;
        else runs.push([stream, text]);
      this.code.append(...runs.map(([className, textContent]) => element("span", { className, textContent })));
    };
    this.code.replaceChildren();
    this.output.hidden = false;
    this.show("running", size ? `Loading Python, ${size} MB…` : "Starting Python…");
    const job = this.job = run(files, this.main, {
      onStart: () => { if (this.job === job) this.show("running", `Running on Python ${this.data.python}…`); },
      onOutput: (some) => {
        pieces.push(...some);
        waiting.push(...some);
        frame ||= requestAnimationFrame(print);
      },
    });
    const result = await job.done;
    cancelAnimationFrame(frame);
    if (this.job !== job) return; // the next run has begun
    print();
    this.report(result, pieces, edited);
    if (this.root.isConnected && !result.failed) warm();
  }

  report({ failed, stopped, status }, pieces, edited) {
    if (failed) return this.show("failed", `Python could not be started: ${failed}. Run tries again.`);
    if (stopped) return this.show("stopped", stopped);
    const exit = status ? ` Exit status ${status}.` : "";
    if (!this.data.expected) return this.show("done", `Done.${exit}`);
    if (edited) return this.show("edited", `You edited the code: nothing to compare its output with.${exit}`);
    const printed = placed(pieces, status, this.data), { expected, python, status: known } = this.data;
    const rows = difference(expected, printed);
    if (rows.every(([sign]) => sign === " "))
      return this.show("same", `The same output as ${known} for Python ${python}.`);
    const tag = { "+": "ins", "-": "del", " ": "span" };
    this.code.append(element("div", { className: "run-difference", role: "group", ariaLabel: "Difference, by line" },
      ...rows.map(([sign, line]) => element(tag[sign], {}, `${sign} ${shown(line)}`))));
    this.show("different", `Not the output that was ${known} for Python ${python}: - ${known}, + your run.`);
  }
}

/** The address of the playground with these files in its fragment. */
export function playground(files) {
  const bytes = new TextEncoder().encode(JSON.stringify(files.map(({ name, edited }) => [name, edited])));
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return new URL(`../../playground/#${text.replaceAll("+", "-").replaceAll("/", "_")}`, import.meta.url).href;
}
