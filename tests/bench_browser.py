"""How long a reader waits for the first output: cold, warm and with the spare, beside stock Pyodide in one session.

    python -m tests.bench_browser [ROUNDS]

needs a built site with the runtime; prints medians and extremes of the rounds (five), in milliseconds.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.site import chromium
from tests.site.server import Site, serve

ROOT = Path(__file__).parents[1]

STOCK = """import { runtime } from "../run/runtime.js";
import { loadPyodide } from "./pyodide.mjs";
const info = { abi_version: "2026_0", arch: "wasm32", platform: "emscripten_5_0_3" };
Object.assign(info, { version: runtime.pyodide, python: runtime.version });
const python = await loadPyodide({ lockFileContents: { info, packages: {} }, stdout: (text) => postMessage(text) });
python.runPython("print('first')");
"""
TIME_STOCK = """() => new Promise((resolve, reject) => {
  const begin = performance.now();
  const worker = new Worker("../assets/stock/stock.js", { type: "module" });
  worker.onerror = (event) => reject(event.message);
  worker.onmessage = () => { worker.terminate(); resolve(performance.now() - begin); };
})"""
TIME_OURS = """async () => {
  const { run } = await import("../assets/run/python.js");
  const begin = performance.now();
  let first;
  await run([["main.py", "print('first')"]], {
    onStart() {}, onOutput() { first ??= performance.now() - begin; } }).done;
  return first;
}"""
WARM = "async () => { await (await import('../assets/run/python.js')).warm().ready; }"


def measure(browser: Browser, url: str, rows: dict[str, list[float]]) -> None:
    """One round: each kind in a browser that has never been here, then again with what it has kept."""

    def timed(page: Page, name: str, script: str) -> None:
        rows.setdefault(name, []).append(page.evaluate(script))

    for name, script in (("stock", TIME_STOCK), ("ours", TIME_OURS)):
        context = browser.new_context()
        page = context.new_page()
        page.goto(url)
        timed(page, f"{name}, first run cold", script)
        timed(page, f"{name}, second interpreter", script)
        if name == "ours":
            page.evaluate(WARM)
            page.wait_for_timeout(500)
            timed(page, "ours, with the spare", script)
        context.close()


def main(rounds: int) -> None:
    site = Site.of(ROOT / "site", caching="max-age=600")
    stock = site.folder / "assets" / "stock"
    shutil.copytree(ROOT / ".deepcuts" / "runtime", stock, dirs_exist_ok=True)
    (stock / "stock.js").write_text(STOCK, encoding="utf-8")
    server = serve(site)
    rows: dict[str, list[float]] = {}
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium.executable(), args=chromium.flags())
            for _ in range(rounds):
                measure(browser, site.url("playground/"), rows)
            browser.close()
    finally:
        server.shutdown()
        shutil.rmtree(stock)
    print(f"medians and extremes of {rounds} rounds, in milliseconds; load average {os.getloadavg()[0]:.1f}")
    for name, times in rows.items():
        print(f"{name:28} {statistics.median(times):7.0f}  [{min(times):.0f} to {max(times):.0f}]")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 5)
