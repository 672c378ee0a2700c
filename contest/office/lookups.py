"""Agencies and groups as people write them: by id, by name, by the names everybody uses."""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from contest.domain.agency import Agency
from contest.domain.rules import Contest, Group
from contest.office.cells import quoted
from contest.office.headers import fold

_SUGGESTED = 3
_NEAR = 0.7
_SHORTENED = (
    (r"\buy ban nhan dan\b", "ubnd"),
    (r"\btp\b", "thanh pho"),
    (r"\btx\b", "thi xa"),
    (r"\btt\b", "thi tran"),
    (r"\bubnd\b", ""),
)
_KIND = re.compile(r"^(thanh pho|thi xa|huyen) ")
GROUP_NAMES: Mapping[str, tuple[str, ...]] = {
    "leader": (
        "Lãnh đạo",
        "Lãnh đạo cơ quan",
        "Lãnh đạo đơn vị",
        "Lãnh đạo sở",
        "Lãnh đạo UBND",
        "Giám đốc",
        "Phó Giám đốc",
        "Chủ tịch",
        "Phó Chủ tịch",
    ),
    "division_leader": (
        "Lãnh đạo phòng",
        "Lãnh đạo cấp phòng",
        "Trưởng phòng",
        "Phó phòng",
        "Phó Trưởng phòng",
        "Trưởng, phó phòng",
        "Trưởng phòng, phó phòng",
        "Trưởng phòng, phó trưởng phòng",
    ),
    "official": ("Công chức", "Công chức không giữ chức vụ", "Chuyên viên"),
    "one_stop": (
        "Một cửa",
        "Bộ phận Một cửa",
        "Công chức Một cửa",
        "Người làm Một cửa",
        "Tiếp nhận và trả kết quả",
        "Bộ phận tiếp nhận và trả kết quả",
    ),
    "staff": ("Viên chức", "Chiến sĩ", "Người lao động", "Viên chức, người lao động"),
    "citizen": ("Người dân",),
}
"""What groups are called beside their names in `contest.yaml`."""


def group_names(group: Group) -> Iterator[str]:
    """Every name of a group, as written."""
    yield from (group.name, group.id, re.sub(r"\(.*?\)", "", group.name))
    yield from GROUP_NAMES.get(group.id, ())


class Groups:
    """The groups of a contest, by any of their names."""

    def __init__(self, contest: Contest) -> None:
        self.listed = contest.groups
        self._named = {fold(n): group for group in contest.groups for n in group_names(group)}

    def find(self, words: str) -> Group | None:
        """The group people mean, or None."""
        return self._named.get(fold(words))


class Agencies:
    """All agencies, by id, name, or name and district where names are alike."""

    def __init__(self, agencies: Mapping[str, Agency]) -> None:
        self._all = agencies
        self._exact: dict[str, set[str]] = {}
        self._folded: dict[str, set[str]] = {}
        self._told: dict[str, str] = {}
        for agency in agencies.values():
            for name in self._names(agency):
                self._exact.setdefault(name.casefold(), set()).add(agency.id)
                self._folded.setdefault(_key(name), set()).add(agency.id)

    def by_id(self, words: str) -> Agency | None:
        """The agency of that id, however its case and hyphens were written."""
        return self._all.get(words) or self._all.get(fold(words).replace(" ", "-"))

    def find(self, words: str) -> Agency | str:
        """The agency people mean, or a sentence that says why it can't be told which."""
        found = self._exact.get(words.casefold()) or self._folded.get(_key(words)) or set()
        if len(found) == 1:
            return self._all[next(iter(found))]
        if words not in self._told:  # looking for what is near is slow, and mistakes repeat
            self._told[words] = self._ambiguous(words, found) if found else self._unknown(words)
        return self._told[words]

    def _names(self, agency: Agency) -> Iterator[str]:
        yield from (agency.id, agency.name)
        parent = self._all.get(agency.parent or "")
        if parent is not None:
            place = _key(parent.name)
            yield from (f"{agency.name}, {each}" for each in (place, _KIND.sub("", place)))

    def _ambiguous(self, words: str, found: Iterable[str]) -> str:
        return (
            f"Có nhiều cơ quan tên {quoted(words)}. Vui lòng ghi mã cơ quan, hoặc ghi kèm "
            f"tên huyện: {self._shown(sorted(found))}."
        )

    def _unknown(self, words: str) -> str:
        near = get_close_matches(_key(words), self._folded, _SUGGESTED, _NEAR)
        ids = list(dict.fromkeys(one for key in near for one in sorted(self._folded[key])))
        hint = f" Có phải là: {self._shown(ids[:_SUGGESTED])}?" if ids else ""
        return (
            f"Không có cơ quan {quoted(words)} trong danh mục.{hint} Vui lòng ghi đúng mã hoặc tên."
        )

    def _shown(self, ids: Iterable[str]) -> str:
        return "; ".join(f"«{self._full_name(self._all[each])}» (mã {each})" for each in ids)

    def _full_name(self, agency: Agency) -> str:
        parent = self._all.get(agency.parent or "")
        return f"{agency.name}, {parent.name.removeprefix('UBND ')}" if parent else agency.name


def _key(name: str) -> str:
    """A folded name without what people leave out or shorten."""
    words = fold(name)
    for pattern, instead in _SHORTENED:
        words = re.sub(pattern, instead, words)
    return " ".join(words.split())
