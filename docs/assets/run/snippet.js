// One snippet of a page that can be run: its buttons, its files, what it printed, and whether that is what was verified.
import { toDownload } from "./download.js";
import { element } from "./element.js";

// What is loaded when somebody shows interest: a page stays light.
const more = async () => Object.assign({}, ...await Promise.all(
  ["compare", "editor", "python"].map((name) => import(`./${name}.js`))));

/** What an editor makes of a text: its lines end in \n, the last one, too. */
const edited = (text) => (text.trim() ? text.replace(/\r\n?/g, "\n").replace(/\n*$/, "\n") : "");
const bytes = (base64) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));

export class Snippet {
  constructor(root) {
    this.root = root;
    this.data = JSON.parse(root.dataset.run);
    const listings = root.querySelectorAll(".highlight:not(.deepcut-older)");
    this.files = this.data.files.map((name, i) => {
      const code = listings[i].querySelector("pre > code"), bare = code.cloneNode(true);
      bare.querySelectorAll("samp").forEach((samp) => samp.remove()); // outputs
      const data = this.data.binary?.[name];
      const text = data === undefined ? code.dataset.copy ?? bare.textContent : bytes(data); // to the byte
      return { name, code, text, edited: null };
    });
    this.bar();
    this.show("idle");
    if (!this.data.expected) this.edit(); // a scratch page is there to be written on
  }

  bar() {
    const button = (textContent, onclick) => element("button", { type: "button", className: "run-button", textContent, onclick });
    this.runButton = button("Run", () => this.run());
    this.stopButton = button("Stop", () => this.job.stop?.());
    this.editButton = button("Edit", () => this.edit().then(() => this.editors.at(-1).area.focus()));
    this.resetButton = button("Reset", () => this.reset());
    for (const event of ["pointerenter", "touchstart", "focus"])
      this.runButton.addEventListener(event, () => more().then(({ warm }) => warm()), { passive: true });
    const here = !this.root.dataset.address, binary = this.texts.some(([, text]) => text instanceof Uint8Array);
    this.link = element("a", { className: "run-link", textContent: "Playground", hidden: here || binary });
    this.status = element("p", { className: "run-status", role: "status" });
    const bar = element("div", { className: "run-bar" },
      this.runButton, this.stopButton, this.editButton, this.resetButton, this.link, this.status);
    this.code = element("code", { tabIndex: 0, role: "log", ariaLabel: "Output of your run" });
    this.output = element("div", { className: "highlight run-output", hidden: true }, element("pre", {}, this.code));
    this.root.append(...[bar, this.output, this.root.querySelector(".deepcut-foot")].filter(Boolean));
  }

  /** The files as they run: the last one is the program, and each program is main.py. */
  get running() { return this.texts.map(([name, text], at) => [at === this.files.length - 1 ? "main.py" : name, text]); }
  get texts() { return this.files.map(({ name, text, edited }) => [name, edited ?? text]); }
  get changed() { return this.files.some((file) => file.edited !== null); }

  /** What the buttons say and can do in this state. */
  show(state, message = "") {
    this.root.dataset.state = state;
    const size = toDownload(), running = state === "running";
    this.runButton.textContent = size ? `Run (loads ${size} MB once)` : "Run";
    if (!running && document.activeElement === this.stopButton) this.runButton.focus();
    this.stopButton.hidden = !running;
    this.editButton.hidden = Boolean(this.editors) || !this.data.expected;
    this.resetButton.hidden = !(this.data.expected ? this.editors : this.changed);
    if (!this.link.hidden) this.link.href = playground(this.texts);
    this.status.textContent = message;
  }

  async edit() {
    const { edit } = await more();
    if (this.editors) return;
    const onInput = (file) => (value) => {
      file.edited = edited(value) === edited(file.text) ? null : edited(value);
      if (this.root.dataset.state !== "running") this.show("idle", this.changed ? "You edited the code." : "");
      this.root.dispatchEvent(new CustomEvent("edited", { detail: this.texts }));
    };
    const calls = { onRun: () => this.run(), onLeave: () => this.runButton.focus() };
    this.editors = this.files.filter(({ text }) => typeof text === "string").map((file) => edit(
      file.code, file.name, (file.edited ?? file.text).replace(/\n$/, ""), { ...calls, onInput: onInput(file) }));
    this.show(this.root.dataset.state, this.status.textContent);
  }

  reset() {
    this.job?.stop?.();
    this.job = null;
    this.editors?.forEach(({ leave }) => leave());
    this.editors = null;
    for (const file of this.files) file.edited = null;
    this.output.hidden = true;
    this.show("idle", "The code is as it was.");
    if (!this.data.expected) this.edit();
    this.runButton.focus();
    this.root.dispatchEvent(new CustomEvent("edited", { detail: this.texts }));
  }

  async run() {
    this.job?.stop?.();
    const job = this.job = {}; // it can be stopped as soon as it has begun
    const changed = this.changed, size = toDownload(), pieces = [];
    let frame = 0, at = 0;
    const print = () => {
      while (at < pieces.length) { // many writes, few nodes: WebKit takes seconds for ten thousand
        const [className] = pieces[at], last = this.code.lastChild;
        let text = "";
        for (; pieces[at]?.[0] === className; at++) text += pieces[at][2];
        if (last?.className === className) last.append(text);
        else this.code.append(element("span", { className }, text));
      }
      frame = 0;
    };
    this.code.replaceChildren();
    this.output.hidden = false;
    this.show("running", size ? `Loading Python, ${size} MB…` : "Starting Python…");
    const onLoading = (part) => { // what has arrived is said for each megabyte, not for each of many pieces
      const message = `Loading Python, ${Math.min(size, Math.floor(part * size))} of ${size} MB…`;
      if (size && this.job === job && this.status.textContent !== message) this.show("running", message);
    };
    const onStart = () => { if (this.job === job) this.show("running", `Running on Python ${this.data.python}…`); };
    const onOutput = (some) => { pieces.push(...some); frame ||= requestAnimationFrame(print); };
    const modules = await more().catch((error) => ({ run: () => ({ done: { failed: error.message } }) }));
    if (this.job !== job) return;
    const result = await Object.assign(job, modules.run(this.running, { onLoading, onStart, onOutput })).done;
    cancelAnimationFrame(frame);
    if (this.job !== job) return; // the next run has begun
    print();
    this.report(result, pieces, changed, modules);
    if (this.root.isConnected && !result.failed) modules.warm();
  }

  report({ failed, stopped, status }, pieces, changed, { difference, placed, reason, shown }) {
    if (failed) return this.show("failed", `Python could not be started: ${failed}. Run tries again.`);
    if (stopped) return this.show("stopped", stopped);
    const exit = (status ? ` Exit status ${status}.` : "") + reason(pieces, this.texts).replace(/^(?=.)/, " ");
    if (!this.data.expected) return this.show("done", `Done.${exit}`);
    if (changed) return this.show("edited", `You edited the code: nothing to compare its output with.${exit}`);
    const printed = placed(pieces, status, this.data), { expected, python, status: known } = this.data;
    const rows = difference(expected, printed);
    if (rows.every(([sign]) => sign === " "))
      return this.show("same", `The same output as ${known} for Python ${python}.`);
    this.code.append(element("div", { className: "run-difference", role: "group", ariaLabel: "Difference, by line" },
      ...rows.map(([sign, line]) => element({ "+": "ins", "-": "del", " ": "span" }[sign], {}, `${sign} ${shown(line)}`))));
    this.show("different", `Not the output that was ${known} for Python ${python}: - ${known}, + your run.${exit}`);
  }
}

/** The address of the playground with these files, `[[name, text]]`, in its fragment. */
export function playground(files) {
  const bytes = new TextEncoder().encode(JSON.stringify(files));
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return new URL(`../../playground/#${text.replaceAll("+", "-").replaceAll("/", "_")}`, import.meta.url).href;
}
