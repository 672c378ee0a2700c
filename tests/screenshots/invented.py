"""The people in the pictures, who do not exist: their numbers are of a province there is not."""

from typing import NamedTuple

from tests.office.files import roster, text_file


class Person(NamedTuple):
    """Somebody invented."""

    name: str
    national_id: str
    birth_date: str
    phone: str


SITTER = Person("Nguyễn Thị Ví Dụ", "999199000001", "20/04/1999", "0900 000 000")
"""Whoever sits in the pictures, and is nominated."""
CODE = "7K3MQ-9TZ0B"
"""The candidate code that stands in every picture; the one that pages take as an example."""
_OFFICIAL = "Công chức không giữ chức vụ lãnh đạo, quản lý"
_ONE_STOP = "Người làm nhiệm vụ tiếp nhận và trả kết quả (Một cửa)"


def roster_file(agency: str) -> bytes:
    """A roster with one line that can't be right."""
    identity, where = "Số định danh cá nhân", "Cơ quan, đơn vị"
    head = ("TT", "Họ và tên", identity, where, "Nhóm đối tượng", "Chức vụ")
    people = (
        (SITTER.name, SITTER.national_id, _OFFICIAL, "Chuyên viên"),
        ("Trần Văn Mẫu", "999085000002", _OFFICIAL, "Chuyên viên"),
        ("Lê Thị Minh Họa", "999185000003", _ONE_STOP, "Chuyên viên"),
        ("Phạm Văn Thử", "99908500", _OFFICIAL, "Chuyên viên"),
    )
    lines = (
        (place, name, number, agency, group, position)
        for place, (name, number, group, position) in enumerate(people, 1)
    )
    return text_file(roster(*lines, headers=head), "utf-8-sig")


QUESTION = "Câu hỏi minh họa: đang làm bài thì mất mạng, người dự thi nên làm gì?"
OPTIONS = (
    "Làm tiếp và giữ trang thi mở",
    "Đóng trang, hôm sau làm lại",
    "Nhờ người khác làm giúp",
    "Tắt máy chờ có mạng",
)
"""A question that is in no bank: a picture must give nothing away, nor age with the questions."""
