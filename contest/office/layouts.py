"""The columns of each kind of file, with the names people give them."""

from enum import StrEnum

from contest.domain.rules import Contest, Group
from contest.office.headers import Column, Layout
from contest.office.lookups import group_names

NAME = Column(
    "full_name",
    "Họ và tên",
    ("Họ tên", "Họ, tên", "Name", "Họ và tên người dự thi", "Họ và tên công chức"),
)
IDENTITY = Column(
    "national_id",
    "Số định danh cá nhân",
    (
        "Số định danh",
        "Mã định danh",
        "Mã số định danh",
        "CCCD",
        "Số CCCD",
        "Căn cước",
        "Số căn cước",
        "Căn cước công dân",
        "Số căn cước công dân",
        "CMND",
        "Số CMND",
    ),
)
AGENCY_ID = Column("agency_id", "Mã cơ quan", ("Mã đơn vị", "Mã cơ quan, đơn vị"))
AGENCY = Column(
    "agency",
    "Cơ quan, đơn vị",
    (
        "Cơ quan",
        "Đơn vị",
        "Tên cơ quan",
        "Tên đơn vị",
        "Tên cơ quan, đơn vị",
        "Đơn vị công tác",
        "Cơ quan công tác",
        "Cơ quan, đơn vị công tác",
        "Nơi công tác",
    ),
)
GROUP = Column("group", "Nhóm đối tượng", ("Nhóm", "Đối tượng", "Đối tượng dự thi"))
POSITION = Column("position", "Chức vụ", ("Chức danh", "Chức vụ, chức danh", "Chức danh, chức vụ"))
BIRTH = Column(
    "birth_date", "Ngày sinh", ("Năm sinh", "Ngày, tháng, năm sinh", "Ngày tháng năm sinh")
)
_CANCEL = ("Huỷ bỏ", "Rút", "Rút tên", "Thôi cử", "Gỡ", "Gỡ bỏ")


class Kind(StrEnum):
    """What a file is about."""

    ROSTER = "roster"
    HEADCOUNTS = "headcounts"
    EXCLUSIONS = "exclusions"


def layout(kind: Kind, contest: Contest) -> Layout:
    """The columns of a kind of file, in the order of its form."""
    place, person = ("agency", "agency_id"), (("full_name",), ("national_id",))
    named, where = (NAME, IDENTITY), (AGENCY, AGENCY_ID)
    if kind is Kind.HEADCOUNTS:
        counts = tuple(Column(each.id, each.name, _others(each)) for each in counted(contest))
        return Layout((*where, *counts), (place, *((each.field,) for each in counts)))
    if kind is Kind.ROSTER:
        cancel = Column("withdrawn", "Hủy", _CANCEL)
        own = (BIRTH, *where, GROUP, POSITION, cancel)
        return Layout((*named, *own), (*person, place, ("group",)))
    reason = Column("reason", "Lý do", ("Lí do", "Lý do không dự thi", "Diện"))
    cancel = Column("lifted", "Hủy", _CANCEL)
    return Layout((*named, BIRTH, reason, *where, GROUP, cancel), (*person, ("reason",)))


def counted(contest: Contest) -> tuple[Group, ...]:
    """The groups that agencies owe participants of, in the contest's order."""
    owed = {quota.group for quota in contest.quotas}
    return tuple(each for each in contest.groups if each.id in owed)


def _others(group: Group) -> tuple[str, ...]:
    return tuple(
        f"{before}{name}" for name in group_names(group) for before in ("", "Số ", "Số lượng ")
    )
