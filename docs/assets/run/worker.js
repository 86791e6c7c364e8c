// One worker is one Python process: it boots, runs one program as `python main.py` does, and says how that ended.
const HOME = "/home/reader/";
const LIMIT = 200_000; // characters of output
// What leads out of a worker, or ends a run in the page's eyes: nothing of it is left when a program runs. The policy of
// the page holds beside it.
const WAYS = `BroadcastChannel EventSource MessageChannel Notification SharedWorker WebSocket WebSocketStream WebTransport
  Worker XMLHttpRequest caches close cookieStore dispatchEvent fetch importScripts indexedDB navigator postMessage`.split(/\s+/);
const { postMessage } = self;
let python;

(class { static {} }); // as Pyodide has them: an old browser refuses this file, before anything large is loaded
const arriving = {}; // the files of Python: name, and the stream of it

async function boot({ runtime, version, pyodide, compiled, files }) {
  const { fetch, WebAssembly: { instantiateStreaming } } = self;
  for (const name of files) {
    const body = new ReadableStream({ start: (controller) => { arriving[name] = controller; } });
    arriving[name].response = new Response(body, { headers: { "Content-Type": "application/wasm" } });
  }
  self.fetch = async (address) => arriving[String(address).split("/").at(-1)]?.response ?? new Response();
  // The first interpreter of a page compiles; the others get that, with what the browser has made faster since.
  WebAssembly.instantiateStreaming = async (response, imports) => {
    const made = compiled ? { module: compiled, instance: await WebAssembly.instantiate(compiled, imports) }
      : await instantiateStreaming(response, imports).catch(failed); // Pyodide says nothing then, and waits
    postMessage({ type: "loading", compiled: made.module });
    return made;
  };
  const [{ loadPyodide }, preparation] = await Promise.all([
    import(`${runtime}pyodide.mjs`), fetch(new URL("prepare.py", import.meta.url)).then(text)]);
  const info = { abi_version: "2026_0", arch: "wasm32", platform: "emscripten_5_0_3", version: pyodide, python: version };
  python = await loadPyodide({
    indexURL: runtime,
    packageBaseUrl: runtime, // nothing is ever installed: without it Pyodide looks for packages at another origin
    lockFileContents: { info, packages: {} },
    args: ["main.py"],
    env: { HOME: HOME.slice(0, -1), PYTHONINSPECT: "" },
    _sysExecutable: "/usr/local/bin/python",
    stdin: () => null,
  });
  // WebKit ends a worker only where it calls JavaScript: with a buffer Python asks now and then whether it is interrupted,
  // and a loop without end can be stopped.
  python.setInterruptBuffer([0]);
  const core = python._module;
  for (let code = 1; code < 200; code++) // for prepare.py
    if (core._strerror(code) !== core._strerror(0)) core.HEAPU8[core._strerror(code)] |= 0x80;
  linux(...execute(preparation).split(" ").map(Number));
  for (let at = self; at; at = Object.getPrototypeOf(at)) for (const name of WAYS) delete at[name];
  postMessage({ type: "ready" });
}

function text(response) {
  if (!response.ok) throw new Error(`${response.url}: status ${response.status}`);
  return response.text();
}

/** Takes a part of a file of Python, or its end. */
async function part({ name, part }) {
  if (part) arriving[name].enqueue(part);
  else arriving[name].close();
}

/** Gives an OSError of C the number and the text that `known` has for its marked text, before it is made. */
function linux(error, str, known) {
  const core = python._module, table = core.wasmTable, word = (at) => core.HEAPU32[at >>> 2];
  const slot = word(error + 156), make = table.get(slot); // `tp_new`, which finds out the class, too
  core._Py_IncRef(known);
  table.set(slot, table.get(core.addFunction((type, args, names) => {
    const text = word(args + 8) > 1 && word(args + 20); // the second one
    const native = text && word(text + 4) === str && core._PyDict_GetItem(known, text);
    for (const at of native ? [16, 20] : []) {
      core._Py_IncRef(word(native + at));
      core._Py_DecRef(word(args + at));
      core.HEAPU32[(args + at) >>> 2] = word(native + at);
    }
    return make(type, args, names);
  }, "iiii")));
}

/** Sends what is written, at once as long as that is little, a flood in larger pieces: `{sink, send}`. */
function outbox() {
  const pieces = [];
  let size = 0, writes = 0, last = 0;
  const send = () => { postMessage({ type: "out", pieces: pieces.splice(0) }); last = performance.now(); };
  const sink = (stream, decoder = new TextDecoder()) => ({ isatty: false, write: (bytes) => {
    const end = bytes[0] === 0 ? bytes.indexOf(10) : -1; // what prepare.py put before it
    const line = end > 0 ? parseInt(String.fromCharCode(...bytes.subarray(1, end))) : 0;
    const text = decoder.decode(bytes.subarray(end + 1), { stream: true }).replaceAll(HOME, ""); // as verified outputs
    if (size > LIMIT) return bytes.length;
    pieces.push([stream, line, text]);
    size += text.length;
    if (++writes < 1000 || performance.now() - last > 50 || size > LIMIT) send();
    if (size > LIMIT) postMessage({ type: "end", stopped: "Stopped: it printed more than 200,000 characters." });
    return bytes.length;
  } });
  return { sink, send };
}

function execute(text) { // in `__main__`, where the program will run
  const [failed, said] = python._api.rawRun(text);
  if (failed) throw new Error(said);
  return said; // on stderr
}

async function run({ files }) {
  const { FS, _module: core } = python;
  const { sink, send } = outbox();
  python.setStdout(sink("out"));
  python.setStderr(sink("err"));
  for (const [name, text] of files) {
    const path = HOME + name;
    FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    FS.writeFile(path, text);
  }
  FS.chdir(HOME);
  execute("prepare(); del prepare");
  let status;
  try {
    status = core._run_main();
    if (core._Py_FinalizeEx() < 0) status = 120; // as Py_RunMain() does
  } catch (error) {
    if (error?.constructor?.name !== "ExitStatus") throw error;
    status = error.status;
  }
  send();
  postMessage({ type: "end", status });
}

const failed = (error) => postMessage({ type: "failed", message: String(error) });
self.onmessage = ({ data }) => ({ boot, part, run })[data.type](data).catch(failed);
postMessage({ type: "here" });
