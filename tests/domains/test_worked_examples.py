"""Every worked example of every domain is answered as it says."""

from __future__ import annotations

import pytest

from citycircle.domains.discovery import find_domains, find_rules
from citycircle.domains.worked_examples import Example, examples_of

EXAMPLES = [
    pytest.param(example, id=f"{example.rule}:{example.id}")
    for domain in find_domains().values()
    for several in examples_of(domain).values()
    for example in several
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_example(example: Example) -> None:
    assert example.differences(find_rules()[example.rule]) == []
