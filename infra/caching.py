"""How long browsers and the CDN may keep a file of the site: one rule for AWS and one machine."""

PAPERS = "de-thi/"
FONTS = "fonts/"
FOREVER = "public, max-age=31536000, immutable"
"""For what is named after what it holds, as a sealed paper is."""
LONG = "public, max-age=2592000"
"""For fonts: two thirds of a first visit, and the same for years."""
SHORT = "public, max-age=60"
"""For everything else: a correction is seen within a minute."""


def cache_control(name: str) -> str:
    """The `Cache-Control` of a file, by its path below the site's root."""
    if name.startswith(PAPERS):
        return FOREVER
    return LONG if name.startswith(FONTS) else SHORT
