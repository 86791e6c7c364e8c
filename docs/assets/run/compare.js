// Pure functions of text: what was printed, by its place in the program, and how that differs from the verified output.

/** The printed lines `[place, stream, text]` in the order of the page; deepcuts/outputs.py `observe` is the model. */
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

/** A line as the page writes it. */
export const shown = ([, stream, text]) =>
  `${{ out: "#>", err: "#!", exit: "#=" }[stream]} ${text.replace(/\n$/, "")}`.trimEnd();
