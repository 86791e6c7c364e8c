// The large files of Python: each is downloaded once for all interpreters of a page. What arrived before the line broke
// is kept, in memory (storage may be forbidden), and the next try asks for the rest.
import { runtime } from "./runtime.js";

class LargeFile {
  constructor(name, size) {
    Object.assign(this, { name, size, parts: [], kept: 0, skipped: 0, sent: Infinity });
  }

  get isWhole() { return this.kept === this.size; }

  /** How many bytes are here; a server that begins again has to bring those that were kept once more. */
  get arrived() { return this.kept - this.skipped; }

  /** Gives the parts that are here, then each as it comes: lists of them, an empty one where only old bytes came again. */
  async *read() {
    for (let at = 0; at < this.parts.length || !this.isWhole;) {
      if (at === this.parts.length) await (this.next ??= this.more().finally(() => { this.next = null; }));
      const parts = this.parts.slice(at);
      at += parts.length;
      yield parts;
    }
  }

  async more() {
    try {
      this.reader ??= await this.ask();
      const { done, value } = await this.reader.read();
      if (done) throw new TypeError("Firefox takes a response that was cut for a whole one");
      const part = value.subarray(this.skipped);
      this.skipped -= value.length - part.length;
      if (part.length) this.parts.push(part);
      this.kept += part.length;
    } catch (error) {
      this.reader = null;
      throw this.why || error instanceof TypeError ? new Error(this.why ?? "the connection broke") : error;
    }
  }

  /** Asks for what is missing: a rest comes as it is, the whole may come compressed, which can be less. */
  async ask(from = this.size - this.kept < this.sent ? this.kept : 0) {
    this.request = new AbortController();
    this.why = null;
    const options = { signal: this.request.signal, headers: from ? { Range: `bytes=${from}-` } : {} };
    const response = await fetch(new URL(runtime.path + this.name, import.meta.url), options);
    const { headers, ok, status, url } = response;
    const isRest = status === 206 && !headers.has("Content-Encoding")
      && headers.get("Content-Range")?.startsWith(`bytes ${from}-`);
    if (from && !isRest && status !== 200) return this.ask(0);
    if (!ok) throw new Error(`${url}: status ${status}`);
    if (!isRest) this.sent = Number(headers.get("Content-Length")) || Infinity;
    this.skipped = isRest ? 0 : this.kept;
    return response.body.getReader();
  }

  /** Ends a download that does not go on; all who wait for it hear why. */
  abort(why) {
    if (this.isWhole) return;
    this.why = why;
    this.request?.abort();
  }

  /** Gives its memory back, when nobody will read it again. */
  forget() { this.parts = []; }
}

export const files = Object.entries(runtime.files).map(([name, size]) => new LargeFile(name, size));
const sum = (of) => files.reduce((all, file) => all + of(file), 0);

/** Which part of Python has arrived, from 0 to 1. */
export const arrived = () => sum((file) => file.arrived) / sum((file) => file.size);
