"""What is kept of a page is made anew by every release, since its words may be others."""

import hashlib

from plans.selectors.kept import _release


def test_the_mark_of_a_release_is_made_of_its_sources():
    assert _release() != hashlib.sha256(b"").hexdigest()
