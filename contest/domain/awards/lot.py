"""The draw of lots (bốc thăm): a public seed, drawn after everything is fixed, decides.

Everybody has a lot of their own, so that taking somebody out moves nobody else; RFC 3797 §3 draws
from a numbered pool, where it would. The seed's canonical form is that of its §4.
"""

import hashlib
import re
import unicodedata

_NUMBERS = re.compile(r"[0-9]+(?:[\s.,]+[0-9]+)*[\s.,]*", re.ASCII)
_BETWEEN_SOURCES = re.compile(r"[/;\n]")


def canonical_seed(text: str) -> str:
    """The form in which a drawn seed enters the draw, however it was typed.

    Its canonical form is its own. Text is NFC, without spaces at its ends. If it is made of whole
    numbers only, it is read as RFC 3797 §4 reads lists of integers: sources are parted by `/`, `;`
    or a new line, the numbers of a source by spaces, commas or full stops. The numbers of each
    source are sorted and written without leading zeros, a full stop after each; a slash follows
    each source. So `9319; 2 5 12 8 10; 9,18,26,34,41,45` is
    `9319./2.5.8.10.12./9.18.26.34.41.45./`. Any other text stays as it is.
    """
    text = unicodedata.normalize("NFC", text).strip()
    sources = [each.strip() for each in _BETWEEN_SOURCES.split(text) if each.strip()]
    if not sources or not all(_NUMBERS.fullmatch(each) for each in sources):
        return text
    return "".join(f"{_source(each)}/" for each in sources)


def _source(text: str) -> str:
    numbers = sorted(int(each) for each in re.findall(r"[0-9]+", text))
    return "".join(f"{each}." for each in numbers)


def lot(seed: str, ranking_id: str, code: str) -> str:
    """Somebody's lot in a ranking, 64 hexadecimal digits; the lowest is first. Canonical seed."""
    return hashlib.sha256(f"{seed}\n{ranking_id}\n{code}".encode()).hexdigest()
