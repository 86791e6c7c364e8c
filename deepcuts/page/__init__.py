"""How a page shows snippets, and what is wrong in one.

What the layers above use:

- `checks`: `leaves`
- `directives`: `Directive`, `replaced`
- `form`: `TEMPLATES`
- `listing`: `listings`
- `pages`: `WHOLE`, `Page`, `configuration`, `contain`
- `runner`: `ATTRIBUTES`, `MINOR`, `PYTHON`
- `verified`: `finder`, `in_words`, `report`
"""
