"""How a page shows snippets, and what is wrong in one.

What the layers above use:

- `checks`: `leaves`
- `claims`: `DRAFT`, `folder`
- `directives`: `Directive`, `replaced`
- `form`: `TEMPLATES`
- `listing`: `listings`
- `pages`: `WHOLE`, `Page`, `configuration`, `contain`
- `runner`: `ATTRIBUTE`, `MINOR`, `PYTHON`
- `short`: `boxes`, `listed`
- `sources`: `GUIDE`, `leaves`, `nav`
- `verified`: `finder`, `in_words`, `report`
"""
