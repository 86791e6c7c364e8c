"""Runs snippets, and compares and writes what they print.

What the layers above use:

- `format`: `main`
- `interpreter`: `Interpreter`, `bare`, `find`, `main`
- `ledger`: `Entry`, `keep`, `known`, `read`, `unconfirmed`, `verified_on`
- `lock`: `main`
- `packages`: `installer`
- `update`: `main`
- `verify`: `Pool`
"""
