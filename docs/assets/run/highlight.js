// Colours of Python while it is edited: a small tokenizer that gives the classes of Pygments, so the page's own apply.
import { element } from "./element.js";

const KEYWORDS = /^(?:and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|global|if|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield)$/;
const BUILTINS = /^(?:print|len|range|id|type|isinstance|repr|str|int|float|list|dict|set|tuple|open|getattr|setattr|hasattr|super|object|sorted|sum|min|max|any|all|map|filter|zip|vars|dir|globals|exec|eval|compile|__import__)$/;
const STRING = /(?:\b[rbfut]{1,2})?(?:"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?)/;
const TOKEN = new RegExp(`(?<c1>#.*)|(?<s2>${STRING.source})|(?<mi>\\b\\d[\\w.]*)|(?<word>[\\p{L}_][\\p{L}\\d_]*)`, "giu");

/** The nodes of a program: text, and `span`s with the classes of Pygments. */
export function highlight(source) {
  const nodes = [];
  let end = 0, before = "";
  for (const found of source.matchAll(TOKEN)) {
    const [textContent] = found;
    let className = Object.keys(found.groups).find((name) => found.groups[name] !== undefined);
    if (className === "word") {
      className = /^(?:import|from)$/.test(textContent) ? "kn" : /^(?:None|True|False)$/.test(textContent) ? "kc"
        : KEYWORDS.test(textContent) ? "k" : before === "def" ? "nf" : before === "class" ? "nc"
        : BUILTINS.test(textContent) ? "nb" : "n";
      before = textContent;
    }
    nodes.push(source.slice(end, found.index), element("span", { className, textContent }));
    end = found.index + textContent.length;
  }
  return [...nodes, source.slice(end)];
}
