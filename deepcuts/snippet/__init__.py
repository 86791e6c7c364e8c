"""What a snippet says.

What the layers above use:

- `imports`: `undeclared`
- `outputs`: `END`, `Line`, `MESSAGE_COLUMNS`, `OUTPUT`, `Outputs`, `OutputsError`, `Place`, `first_difference`,
  `join`, `observe`, `places`, `split`, `unified_diff`, `write_sections`, `written`
- `snippet`: `METADATA`, `REGION`, `SLUG`, `Snippet`, `address_of`, `find`, `load`
- `source`: `Statement`, `statements`
"""
