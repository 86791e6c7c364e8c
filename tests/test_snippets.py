"""Every snippet prints what it says, on this Python."""

from deepcuts.verify import Example, FreshExample


def test_prints_what_it_says(example: Example, eval_example: FreshExample) -> None:
    eval_example.run_print_check(example)
