"""How long a reader waits for the first output: cold, warm and with the spare, beside stock Pyodide in one session.

    DEEPCUTS_SITE=site python tests/bench_browser.py [ROUNDS]

needs a built site with the runtime; prints medians and extremes of the rounds (five), in milliseconds.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import threading
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "site"))

from test_run import SITE, Server  # noqa: E402 (tests/site is no package)

STOCK = """import { loadPyodide } from "./pyodide.mjs";
const info = { abi_version: "2026_0", arch: "wasm32", platform: "emscripten_5_0_3" };
Object.assign(info, { version: "314.0.7", python: "3.14.2" });
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
  await run({ "main.py": "print('first')" }, "main.py", {
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
        page.goto(f"{url}playground/")
        timed(page, f"{name}, first run cold", script)
        timed(page, f"{name}, second interpreter", script)
        if name == "ours":
            page.evaluate(WARM)
            page.wait_for_timeout(500)
            timed(page, "ours, with the spare", script)
        context.close()


def main(rounds: int) -> None:
    stock = SITE / "assets" / "stock"
    shutil.copytree(ROOT / ".deepcuts" / "runtime", stock, dirs_exist_ok=True)
    (stock / "stock.js").write_text(STOCK, encoding="utf-8")
    server = Server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    rows: dict[str, list[float]] = {}
    try:
        with sync_playwright() as playwright:
            path = os.environ.get("DEEPCUTS_CHROMIUM", "/usr/bin/chromium")
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            for _ in range(rounds):
                measure(browser, server.url, rows)
            browser.close()
    finally:
        shutil.rmtree(stock)
    for name, times in rows.items():
        print(f"{name:28} {statistics.median(times):7.0f}  [{min(times):.0f} to {max(times):.0f}]")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 5)
