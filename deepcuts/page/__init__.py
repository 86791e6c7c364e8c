"""How a page shows snippets, and what is wrong in one.

What the layers above use:

- `checks`: `GUIDE`, `leaves`
- `claims`: `DRAFT`, `folder`
- `directives`: `Directive`, `replaced`
- `form`: `TEMPLATES`
- `listing`: `listings`
- `pages`: `WHOLE`, `Page`, `composed`, `configuration`, `contain`
- `runner`: `ATTRIBUTE`, `MINOR`, `PYTHON`
- `verified`: `finder`, `in_words`, `report`
"""
