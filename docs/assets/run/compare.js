// Pure functions of text: what was printed, by its place in the program, how that differs from the verified output, and
// what of it is the browser's doing.

/** The printed lines `[place, stream, text]` in the order of the page; deepcuts/snippet/outputs.py `observe` is the model. */
export function placed(pieces, status, { at, masks }) {
  const pending = { out: "", err: "" }, last = {}, lines = [];
  const mask = (text) => Object.entries(masks).reduce(
    (line, [name, pattern]) => line.replace(new RegExp(pattern, "g"), `<${name}>`), text);
  for (const [stream, number, text] of pieces) {
    if (!text) continue;
    last[stream] = at[number] ?? at[0];
    const rows = (pending[stream] + text).split("\n");
    pending[stream] = rows.pop();
    for (const row of rows) lines.push([last[stream], stream, `${mask(row)}\n`]);
  }
  for (const stream in last) if (pending[stream]) lines.push([last[stream], stream, mask(pending[stream])]);
  if (status) lines.push([at[0], "exit", `exit status ${status}\n`]);
  return lines.sort((a, b) => a[0] - b[0]); // a stable sort: within a place in the order of time
}

/** The lines of both by their longest common subsequence: `[" ", line]`, `["-", only expected]`, `["+", only printed]`. */
export function difference(expected, printed) {
  const a = expected.map(String), b = printed.map(String), rows = [];
  const common = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i][j] = a[i] === b[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
  let i = 0, j = 0;
  while (i < a.length || j < b.length)
    if (i < a.length && a[i] === b[j]) rows.push([" ", printed[j++], i++]);
    else if (i < a.length && !(common[i][j + 1] > common[i + 1][j])) rows.push(["-", expected[i++]]);
    else rows.push(["+", printed[j++]]);
  return rows;
}

const none = (what) => `It ${what}, and a browser's Python has none.`;
const MISSING = "curses|dbm|ensurepip|grp|idlelib|pwd|pydoc_data|readline|resource|syslog|tkinter|turtle|turtledemo|venv";
const REASONS = [ // the like of them is said beside chapters by deepcuts/page/runner.py
  [/can't start new thread/, none("starts threads")],
  [/does not support processes|multiprocessing\.synchronize|'_multiprocessing'|'_posix(?:shmem|subprocess)'|out of pty devices/,
    none("starts processes")],
  [/^ .*\bos\.(?:fork|forkpty|exec\w+|spawn\w+|posix_spawnp?|wait\w*)\(/m, none("starts processes")],
  [/No module named '_interp/, "It starts a second interpreter, and a browser's Python has only one."],
  [/^EOFError/m, "It asks for input, and here nobody can type any."],
  [/'signal' has no attribute '(?:alarm|setitimer|pthread_kill)'/, none("waits for signals of the system")],
  [/No route to host|TLS not supported|No module named 'js'/, "It needs a network, and a program of this page reaches none."],
  [/\.listen\([^]*Operation not supported/, "It waits for connections, and a program of this page gets none."],
  [/No time zone found with key/, none("needs the time zones of the system")],
  [new RegExp(`No module named '_?(?:${MISSING})[.']`), "It needs a module of the library that a browser's Python does not have."],
  [/'(?:os|posix|select|socket|time)' has no attribute '(?:epoll|link|mkfifo|mknod|nice|sched_|get\w|set\w|AF_|tzset)/,
    "It needs a system that has this, and a browser has none below its Python."],
];

/** Why a program that said this cannot run here, in a sentence; nothing where that has nothing to do with the browser. */
export function reason(pieces, texts) {
  const said = pieces.map(([stream, , text]) => (stream === "err" ? text : "")).join("");
  if (texts.some(([, text]) => /^[^#\n]*\bos\.system\(/m.test(text))) return none("starts processes"); // says nothing
  return REASONS.find(([pattern]) => pattern.test(said))?.[1] ?? "";
}
