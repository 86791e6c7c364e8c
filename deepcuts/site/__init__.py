"""The built site, and what it offers beside its pages.

What the layers above use, and what noxfile.py runs:

- `build`: `main`
- `report`: `main`
- `scaffold`: `main`
- `serve`: `main`
"""
