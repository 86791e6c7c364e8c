// The supply of fresh interpreters: one worker a run, and a spare one that is booted when somebody shows interest.
import { remember } from "./download.js";
import { runtime } from "./runtime.js";

const IDLE = 5 * 60_000, SILENCE = 60_000;
// A worker from an address has no policy but what a server sends with it; one from a blob has that of the page.
const script = `import ${JSON.stringify(new URL("worker.js", import.meta.url))};`;
const source = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
let spare = null, idle, compiled;

function boot() {
  const worker = new Worker(source, { type: "module", name: "python" });
  const process = { worker, loaded: 0 };
  process.ready = new Promise((resolve, reject) => {
    const fail = (message) => {
      drop(process); // the next click tries again
      reject(new Error(/SyntaxError/.test(message) ? `this browser is too old for it (${message})` : message));
    };
    // where WebAssembly is forbidden, or the network hangs, nothing ever answers
    const alive = () => {
      clearTimeout(process.watchdog);
      process.watchdog = setTimeout(fail, SILENCE, `no answer for ${SILENCE / 1000} s`);
    };
    alive();
    worker.onerror = (event) => fail(event.message || "a file of it could not be loaded");
    worker.onmessage = ({ data }) => {
      compiled ??= data.compiled;
      process.loaded += data.bytes ?? 0;
      process.onLoading?.(process.loaded / runtime.bytes);
      if (data.type === "loading") return alive();
      if (data.type === "failed") return fail(data.message);
      clearTimeout(process.watchdog);
      remember();
      resolve();
    };
  });
  process.ready.catch(() => {}); // who waits for it hears of it
  worker.postMessage({ ...runtime, compiled, type: "boot", runtime: new URL(runtime.path, import.meta.url).href });
  return process;
}

/** Boots the spare interpreter; it is dropped when nobody uses it. */
export function warm() {
  clearTimeout(idle);
  idle = setTimeout(() => spare && drop(spare), IDLE);
  return (spare ??= boot());
}

function drop(process) {
  clearTimeout(process.watchdog);
  process.worker.terminate();
  if (spare === process) spare = null;
}

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
      if (state === "booting" && !result.failed && !spare) spare = process; // as good as new
      else process.worker.terminate();
      state = "over";
      resolve(result);
    };
  });
  process.ready.then(() => {
    if (state === "over") return;
    state = "running";
    onStart();
    limit = setTimeout(end, seconds * 1000, { stopped: `Stopped after ${seconds} s.` });
    process.worker.onerror = (event) => end({ stopped: `Python crashed: ${event.message}.` });
    process.worker.onmessage = ({ data }) => data.type === "out" ? onOutput(data.pieces)
      : end(data.type === "failed" ? { stopped: `Python crashed: ${data.message}.` } : data);
    process.worker.postMessage({ type: "run", files });
  }, (error) => end({ failed: error.message }));
  return { done, stop: () => end({ stopped: "Stopped." }) };
}
