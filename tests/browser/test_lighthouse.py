"""Lighthouse, phone preset: every type of page is accessible, well made, and found by search.

Speed is measured by `make bench`, not here: it is another one on every machine.
"""

import pytest

from tests import pages
from tests.lighthouse import NOT_TIMED, audit


@pytest.mark.timeout(600)
def test_every_type_of_page_gets_full_marks(site: str) -> None:
    """100 of 100 in each category that doesn't depend on the machine."""
    wanted = pages.types_of(pages.of_site(site))
    found = audit(site, wanted, NOT_TIMED)
    assert [each["path"] for each in found] == wanted
    short = [each for each in found if set(each["scores"].values()) != {100}]
    assert short == []
