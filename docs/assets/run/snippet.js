// One snippet of a page that can be run: its buttons, its files, what it printed, and whether that is what was verified.
import { toDownload } from "./download.js";
import { element } from "./element.js";

// What is loaded when somebody shows interest: a page stays light.
let style;
const sheet = () => (style ??= new Promise((resolve) => document.head.append(element("link", {
  rel: "stylesheet", href: new URL("./open.css", import.meta.url), onload: resolve, onerror: resolve }))));
const more = async () => Object.assign({}, ...await Promise.all(
  [...["editor", "follow", "python"].map((name) => import(`./${name}.js`)), sheet()]));
const bytes = (base64) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));

export class Snippet {
  constructor(root) {
    this.root = root;
    this.data = JSON.parse(root.dataset.run);
    const listings = root.querySelectorAll(".highlight:not(.deepcut-older)");
    this.files = this.data.files.map((name, i) => {
      const code = listings[i].querySelector("pre > code"), data = this.data.binary?.[name];
      if (!code) return { name, text: data === undefined ? "" : bytes(data), edited: null };
      const bare = code.cloneNode(true);
      bare.querySelectorAll("samp").forEach((samp) => samp.remove()); // outputs
      return { name, code, text: code.dataset.copy ?? bare.textContent, edited: null }; // to the byte
    });
    this.bar(listings[this.files.length - 1]);
    this.show("idle");
    if (!this.data.expected) this.edit(); // a scratch page is there to be written on
  }

  bar(listing) {
    const button = (textContent, onclick, more = "") =>
      element("button", { type: "button", className: `run-button ${more}`, textContent, onclick });
    this.runButton = button("Run", () => this.run(), "run-main");
    this.runButton.dataset.preview = ""; // its title is no tooltip of the theme's, which would take its name away
    this.stopButton = button("Stop", ({ detail }) => detail < 2 && this.stop(), "run-main"); // no double click
    this.editButton = button("Edit", () => this.edit().then(() => this.editors.at(-1).area.focus()));
    this.resetButton = button("Reset", () => this.reset());
    for (const event of ["pointerenter", "touchstart", "focus"])
      this.runButton.addEventListener(event, () => { // after a failure it comes back under the pointer: a click tries again
        if (this.root.dataset.state !== "failed") more().then(({ warm }) => warm());
      }, { passive: true });
    const bar = element("div", { className: "run-bar" }, this.editButton, this.resetButton, this.runButton, this.stopButton);
    listing.firstElementChild.after(bar);
    const binary = this.texts.some(([, text]) => text instanceof Uint8Array);
    this.link = element("a", { className: "run-link", textContent: "Playground", hidden: binary });
    listing.querySelector(".deepcut-mark > :last-child")?.append(this.link);
    this.status = element("p", { className: "run-status", role: "status" });
    this.code = element("code", { tabIndex: 0, role: "log", ariaLabel: "Output of your run" });
    this.output = element("div", { className: "highlight run-output", hidden: true }, element("pre", {}, this.code));
    listing.after(this.status, this.output);
  }

  /** The files as they run: the last one is the program, and each program is main.py. */
  get running() { return this.texts.map(([name, text], at) => [at === this.files.length - 1 ? "main.py" : name, text]); }
  get texts() { return this.files.map(({ name, text, edited }) => [name, edited ?? text]); }
  get changed() { return this.files.some((file) => file.edited !== null); }

  /** What the buttons say and can do in this state. */
  show(state, message = "") {
    this.root.dataset.state = state;
    const size = toDownload(), running = state === "running", { activeElement } = document;
    this.runButton.title = size ? `Loads Python into this page, ${size} MB, once` : "";
    this.runButton.hidden = running;
    this.stopButton.hidden = !running;
    if (running && activeElement === this.runButton) this.stopButton.focus();
    if (!running && activeElement === this.stopButton) this.runButton.focus();
    this.editButton.hidden = Boolean(this.editors) || !this.data.expected;
    this.resetButton.hidden = !(this.data.expected ? this.editors : this.changed);
    if (!this.link.hidden) this.link.href = playground(this.texts);
    this.status.textContent = message;
  }

  /** Brings what has come below the program into view, for who still looks at the program. */
  look(...parts) {
    const { top, bottom } = this.root.getBoundingClientRect();
    if (bottom > 0 && top < innerHeight) for (const part of parts) part.scrollIntoView({ block: "nearest" });
  }

  async edit() {
    const { editAll } = await more();
    if (this.editors) return;
    this.editors = editAll(this);
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
    const changed = this.changed, size = toDownload();
    this.code.replaceChildren();
    this.output.hidden = false;
    this.show("running", size ? `Loading Python, ${size} MB…` : "Starting Python…");
    this.look(this.status);
    try {
      const { follow } = await more();
      if (this.job === job) await follow(this, job, changed, size);
    } catch ({ message }) {
      if (this.job === job) this.fail(message);
    }
  }

  stop() {
    if (this.job.stop) return this.job.stop();
    this.job = null; // it waits for our own modules
    this.show("stopped", "Stopped.");
  }

  fail(message) { this.show("failed", `Python could not be started: ${message}. Run tries again.`); }
}

/** The address of the playground with these files, `[[name, text]]`, in its fragment. */
export function playground(files) {
  const bytes = new TextEncoder().encode(JSON.stringify(files));
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return new URL(`../../playground/#${text.replaceAll("+", "-").replaceAll("/", "_")}`, import.meta.url).href;
}
