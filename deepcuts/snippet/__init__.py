"""What a snippet says.

What the layers above use:

- `difference`: `MESSAGE_COLUMNS`, `first_difference`, `unified_diff`
- `find`: `address_of`, `find`, `load`
- `imports`: `undeclared`
- `outputs`: `END`, `MARKS`, `OUTPUT`, `Line`, `Outputs`, `OutputsError`, `Place`, `written`
- `packages`: `LOCK`, `PackageError`, `UnavailableError`, `closure`, `described`
- `program`: `join`, `observe`, `places`, `split`
- `sections`: `write_sections`
- `snippet`: `METADATA`, `REGION`, `SLUG`, `Snippet`, `in_words`
- `source`: `Statement`, `statements`
"""
