"""What a snippet says.

What the layers above use:

- `difference`: `MESSAGE_COLUMNS`, `first_difference`, `unified_diff`
- `find`: `address_of`, `find`, `load`
- `imports`: `undeclared`
- `metadata`: `METADATA`, `in_words`
- `outputs`: `END`, `MARKS`, `OUTPUT`, `Line`, `Outputs`, `OutputsError`, `Place`, `written`
- `packages`: `LOCK`, `PackageError`, `UnavailableError`, `admits`, `closure`, `described`
- `program`: `join`, `observe`, `places`, `split`
- `sections`: `write_sections`
- `snippet`: `REGION`, `SLUG`, `Snippet`
- `source`: `Statement`, `statements`
"""
