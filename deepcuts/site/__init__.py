"""The built site, and what it offers beside its pages.

What the layers above use:

- `build`: `main`
- `publish`: `main`
- `report`: `main`
- `scaffold`: `main`
- `serve`: `main`
"""
