"""The built site, and what it offers beside its pages.

What the layers above use:

- `build`: `main`
- `publish`: `main`
- `scaffold`: `main`
- `serve`: `main`
- `summary`: `main`
- `zensical`: `main`
"""
