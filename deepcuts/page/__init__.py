"""How a page shows snippets, and what is wrong in one.

What the layers above use:

- `form`: `TEMPLATES`
- `listing`: `listings`
- `directives`: `Directive`, `replaced`
- `pages`: `Page`, `WHOLE`, `configuration`, `contain`, `leaves`
- `runner`: `ATTRIBUTES`, `MINOR`, `PYTHON`
- `verified`: `finder`, `report`, `said`
"""
