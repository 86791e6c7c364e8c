// The supply of fresh interpreters: one worker a run, and a spare one that is booted when somebody shows interest.
import { remember, toDownload } from "./download.js";
import { arrived, files } from "./files.js";
import { megabytes } from "./progress.js";
import { runtime } from "./runtime.js";

const IDLE = 5 * 60_000, SILENCE = 60_000;
// A worker from an address has no policy but what a server sends with it; one from a blob has that of the page.
const script = `import(${JSON.stringify(new URL("worker.js", import.meta.url))}).catch(
  (error) => postMessage({ type: "failed", message: String(error) }));`; // by onerror Chromium does not say what is wrong
const source = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
let spare = null, idle, compiled;

// Static blocks and exceptions in WebAssembly, which Pyodide has, and workers that are modules.
const TOO_OLD = "This browser is too old to run Python here: it needs Safari 16.4, Chrome 95, Firefox 114 or later.";
const FORBIDDEN = "This browser does not let this page use WebAssembly, which Python needs here. "
  + "A lockdown mode, an extension or a policy of your network can forbid it.";

/** Whether this page may use WebAssembly, by the smallest module there is: WebKit refuses an instance only. */
function hasWebAssembly() {
  try {
    return Boolean(new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))));
  } catch {
    return false;
  }
}

/** Why Python did not start, and what the next click on Run does about it. */
function unstarted(message) {
  const part = arrived(), isBegun = toDownload() && part > 0 && part < 1;
  const next = isBegun ? `Run goes on from there: ${megabytes(part)} are here.` : "Run tries again.";
  return `Python could not be started: ${message}. ${next}`;
}

function boot() {
  let isModern = false; // an old browser never asks for the type
  const worker = new Worker(source, { name: "python", get type() { isModern = true; return "module"; } });
  const process = { worker, isOver: false };
  process.ready = new Promise((resolve, reject) => {
    const failWith = (sentence) => {
      drop(process); // the next click tries again
      reject(new Error(sentence));
    };
    const fail = (message) => failWith(/SyntaxError|CompileError/.test(message) ? TOO_OLD : unstarted(message));
    if (!isModern) return failWith(TOO_OLD);
    if (!hasWebAssembly()) return failWith(FORBIDDEN);
    const alive = () => { // where the network hangs nothing ever answers
      clearTimeout(process.watchdog);
      process.watchdog = setTimeout(() => {
        const why = `${arrived() < 1 ? "nothing has arrived" : "no answer"} for ${SILENCE / 1000} s`;
        files.forEach((file) => file.abort(why)); // an interpreter beside this one may wait for it, too
        fail(why);
      }, SILENCE);
    };
    const feed = async (file) => {
      for await (const parts of file.read()) {
        if (process.isOver) return;
        alive();
        for (const part of parts) worker.postMessage({ type: "part", name: file.name, part });
        process.onLoading?.(arrived());
      }
      worker.postMessage({ type: "part", name: file.name });
    };
    const start = () => { // not before the worker is there: it never is where the browser is too old
      const address = new URL(runtime.path, import.meta.url).href;
      const wanted = files.filter(({ name }) => !compiled || !isProgram(name));
      worker.postMessage({ ...runtime, compiled, type: "boot", runtime: address, files: wanted.map(({ name }) => name) });
      for (const file of wanted) feed(file).catch((error) => fail(error.message));
    };
    alive();
    worker.onerror = (event) => fail(event.message || "a file of it could not be loaded");
    worker.onmessage = ({ data }) => {
      if (data.compiled) {
        compiled = data.compiled;
        files.filter(({ name }) => isProgram(name)).forEach((file) => file.forget());
      }
      if (data.type === "failed") return fail(data.message);
      alive();
      if (data.type === "here") start();
      if (data.type !== "ready") return;
      clearTimeout(process.watchdog);
      remember();
      resolve();
    };
  });
  process.ready.catch(() => {}); // who waits for it hears of it
  return process;
}

const isProgram = (name) => name.endsWith(".wasm");

/** Boots the spare interpreter; it is dropped when nobody uses it. */
export function warm() {
  clearTimeout(idle);
  idle = setTimeout(() => spare && drop(spare), IDLE);
  return (spare ??= boot());
}

function drop(process) {
  process.isOver = true;
  clearTimeout(process.watchdog);
  process.worker.terminate();
  if (spare === process) spare = null;
}

/** How a run ended that Python itself did not end. */
const crash = (message) => ({ stopped: /call stack|recursion/.test(message)
  ? "Python crashed: the browser's stack was full, which is smaller than that of a program on your system."
  : `Python crashed: ${message}.` });

/**
 * Runs main.py of the files `[[name, text or bytes]]` in a fresh interpreter: `{done, stop}`; `done` says `status`,
 * `stopped` or `failed`. Until it starts, `onLoading` hears which part of Python has arrived, from 0 to 1.
 */
export function run(files, { onLoading, onStart, onOutput, seconds = 10 }) {
  const process = warm();
  process.onLoading = onLoading;
  spare = null; // this one is ours
  let end, limit, state = "booting";
  const done = new Promise((resolve) => {
    end = (result) => {
      clearTimeout(limit);
      process.onLoading = null;
      if (state === "booting" && !result.failed && !spare) spare = process; // as good as new
      else drop(process);
      state = "over";
      resolve(result);
    };
  });
  process.ready.then(() => {
    if (state === "over") return;
    state = "running";
    onStart();
    limit = setTimeout(end, seconds * 1000, { stopped: `Stopped after ${seconds} s.` });
    process.worker.onerror = (event) => end(crash(event.message));
    process.worker.onmessage = ({ data }) => data.type === "out" ? onOutput(data.pieces)
      : end(data.type === "failed" ? crash(data.message) : data);
    process.worker.postMessage({ type: "run", files });
  }, (error) => end({ failed: error.message }));
  return { done, stop: () => end({ stopped: "Stopped." }) };
}
