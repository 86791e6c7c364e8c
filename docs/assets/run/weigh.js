// Which lines of what a run prints matter most, as on the page: deepcuts/page/weight.py is the model.

const HEADER = /^(?:Exception Group )?Traceback \(most recent call last\):$/;
const CHAINED = /^(?:During handling of the above exception, another exception occurred|The above exception was the direct cause of the following exception):$/;
const WARNING = /^\S.*:(?:\d+|<\w+>): (?:\w+\.)*\w*Warning: /;
const MARGIN = /^(?: *(?:\+(?= (?:Exception Group )?Traceback)|\|)(?: |$))+/;
const RULE = /^ *(?:\| *)*\+(?:-+\+)?-{4,}/;

/** A function that says of each line of a stream, in their order: `strong`, `quiet`, or nothing. */
export function weigher() {
  let state = "";
  return (row) => {
    const text = row.replace(MARGIN, "");
    if (HEADER.test(text) || RULE.test(row) || (text.startsWith('  File "') && ["", "warning"].includes(state))) state = "frames";
    else if (CHAINED.test(text)) state = "";
    else if (state === "frames" && (!text || text.startsWith("  "))) ;
    else if (["frames", "message"].includes(state)) return (state = "message", text && "strong");
    else if (WARNING.test(text)) return (state = "warning", "strong");
    else if (!(state === "warning" && text.startsWith("  "))) return (state = "");
    return "quiet";
  };
}
