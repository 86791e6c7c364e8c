"""How a page shows snippets, and what is wrong in one."""
