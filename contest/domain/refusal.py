"""Every way the API says no: code, HTTP status, and words a contestant can act on.

Answers are RFC 9457 problem details: `code` is stable and for programs, `title` and `detail`
are Vietnamese and for people: what happened, what to do, what is safe.
"""

from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one field of a form."""

    field: str
    code: str
    detail: str


@dataclass(frozen=True)
class Refusal:
    """One way of saying no."""

    code: str
    status: int
    title: str
    detail: str
    errors: tuple[FieldError, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)

    def because(self, *errors: FieldError) -> "Refusal":
        """The same refusal, naming the fields it is about."""
        return replace(self, errors=errors)

    def telling(self, **extra: Any) -> "Refusal":
        """The same refusal with further members for programs (RFC 9457 §3.2)."""
        return replace(self, extra=extra)


# Forms
INVALID = Refusal(
    "invalid",
    422,
    "Thông tin chưa hợp lệ",
    "Một số mục chưa đúng. Vui lòng sửa các mục được nêu rồi gửi lại; thông tin đã nhập vẫn còn.",
)
MALFORMED = Refusal(
    "malformed",
    400,
    "Yêu cầu không đọc được",
    "Máy chủ không đọc được yêu cầu. Vui lòng tải lại trang rồi thử lại; bài làm vẫn còn trên máy.",
)

# Registering (II.2)
ALREADY_REGISTERED = Refusal(
    "already_registered",
    409,
    "Đã đăng ký",
    "Số định danh này đã đăng ký dự thi. Vui lòng chọn «Đăng nhập lại» bằng số định danh, "
    "ngày sinh và số điện thoại đã khai.",
)
PHONE_TAKEN = Refusal(
    "phone_taken",
    409,
    "Số điện thoại đã được dùng",
    "Số điện thoại này đã được người khác đăng ký. Vui lòng dùng số điện thoại của chính mình.",
)
EXCLUDED = Refusal(
    "excluded",
    403,
    "Không thuộc đối tượng dự thi",
    "Theo kế hoạch, thành viên Ban Tổ chức, Tổ Thư ký, Tổ soạn thảo bộ câu hỏi và người "
    "phụ trách kỹ thuật của Cuộc thi không được tham gia. "
    "Nếu có nhầm lẫn, vui lòng liên hệ Tổ Thư ký.",
)
INELIGIBLE_AGE = Refusal(
    "ineligible_age",
    403,
    "Chưa đủ tuổi dự thi",
    "Người dự thi phải từ đủ {minimum_age} tuổi trở lên. Cảm ơn bạn đã quan tâm; "
    "bạn vẫn có thể dùng trang Ôn tập.",
)
INELIGIBLE = Refusal(
    "ineligible",
    403,
    "Nhóm đối tượng không phù hợp",
    "Nhóm đối tượng đã chọn không phù hợp với cơ quan, đơn vị hoặc đợt thi này. Vui lòng chọn lại.",
)
NOT_ON_ROSTER = Refusal(
    "not_on_roster",
    403,
    "Chưa có trong danh sách",
    "Bạn chưa có trong danh sách được cử dự thi. "
    "Vui lòng liên hệ đầu mối của cơ quan, đơn vị mình.",
)
WRONG_ACCESS_CODE = Refusal(
    "wrong_access_code",
    403,
    "Mã dự thi chung chưa đúng",
    "Mã dự thi chung chưa đúng. Vui lòng xem lại mã do Ban Tổ chức thông báo.",
)

# Signing in
NO_MATCH = Refusal(
    "no_match",
    401,
    "Thông tin không khớp",
    "Không tìm thấy người dự thi với số định danh, ngày sinh và số điện thoại này. "
    "Vui lòng kiểm tra lại, hoặc đăng ký nếu chưa có tài khoản.",
)
TOO_MANY_TRIES = Refusal(
    "too_many_tries",
    429,
    "Thử quá nhiều lần",
    "Đã thử quá nhiều lần cho số định danh này. Vui lòng chờ {minutes} phút rồi thử lại.",
)
INVALID_SESSION = Refusal(
    "invalid_session",
    401,
    "Cần đăng nhập lại",
    "Phiên làm việc không còn hiệu lực. Vui lòng đăng nhập lại; bài làm trên máy vẫn còn.",
)

# Starting an attempt
UNKNOWN_ROUND = Refusal(
    "unknown_round",
    404,
    "Không có đợt thi này",
    "Không tìm thấy đợt thi. Vui lòng quay lại trang Vào thi để xem các đợt thi.",
)
ROUND_NOT_OPEN = Refusal(
    "round_not_open",
    403,
    "Đợt thi chưa mở",
    "Đợt thi chưa đến giờ mở. Trang sẽ tự mở khi đến giờ, bạn không cần tải lại.",
)
ROUND_CLOSED = Refusal(
    "round_closed",
    403,
    "Đợt thi đã kết thúc",
    "Đợt thi đã kết thúc, không thể bắt đầu lượt mới. Kết quả các lượt đã nộp vẫn được giữ.",
)
NO_ATTEMPTS_LEFT = Refusal(
    "no_attempts_left",
    409,
    "Đã hết lượt thi",
    "Bạn đã dùng hết số lượt của đợt thi này. Kết quả các lượt đã nộp vẫn được giữ.",
)
NO_ATTEMPTS_TODAY = Refusal(
    "no_attempts_today",
    409,
    "Đã hết lượt trong ngày",
    "Bạn đã dùng hết số lượt của hôm nay. Vui lòng quay lại vào ngày mai (giờ Việt Nam).",
)

# Answering and handing in
INVALID_TOKEN = Refusal(
    "invalid_token",
    401,
    "Phiếu thi không hợp lệ",
    "Phiếu thi không hợp lệ hoặc đã hết hạn. "
    "Vui lòng quay lại phòng thi; bài làm trên máy vẫn còn.",
)
STALE = Refusal(
    "stale",
    409,
    "Đã có bản lưu mới hơn",
    "Máy chủ đã có bản lưu mới hơn của lượt thi này. Bài làm của bạn vẫn còn.",
)
TAKEN_OVER = Refusal(
    "taken_over",
    409,
    "Đang làm bài trên máy khác",
    "Lượt thi này đã được chuyển sang máy khác. "
    "Chọn «Tiếp tục trên máy này» nếu muốn làm tiếp ở đây.",
)
ALREADY_SUBMITTED = Refusal(
    "already_submitted",
    409,
    "Lượt thi đã kết thúc",
    "Lượt thi này đã được nộp hoặc đã hết giờ. Vui lòng quay lại phòng thi để xem kết quả.",
)
ANSWER_LOCKED = Refusal(
    "answer_locked",
    409,
    "Không được đổi phương án",
    "Theo thể lệ, phương án đã chọn không được đổi. Các câu trả lời đã lưu được giữ nguyên.",
)
TOO_LATE = Refusal(
    "too_late",
    410,
    "Đã quá giờ nộp bài",
    "Bài nộp đến sau khi hết giờ nên không được tính. Máy chủ đã giữ bản này cho Tổ Thư ký; "
    "bản lưu cuối cùng trước giờ hết hạn sẽ được chấm.",
)

# Organizers at the door
NOT_SIGNED_IN = Refusal(
    "not_signed_in",
    401,
    "Cần đăng nhập",
    "Phiên làm việc chưa có hoặc đã hết hạn. Vui lòng đăng nhập; "
    "việc đang làm dở vẫn còn trên trang.",
)
FORBIDDEN = Refusal(
    "forbidden",
    403,
    "Không có quyền",
    "Tài khoản này không có quyền xem hoặc làm việc này. "
    "Nếu cần, vui lòng liên hệ Tổ Thư ký để được cấp quyền.",
)
CROSS_SITE = Refusal(
    "cross_site",
    403,
    "Yêu cầu từ nơi khác",
    "Yêu cầu không đến từ trang của Ban Tổ chức nên không được thực hiện. "
    "Vui lòng mở lại trang /to-chuc/ rồi thử lại.",
)
WRONG_SIGN_IN = Refusal(
    "wrong_sign_in",
    401,
    "Chưa đăng nhập được",
    "Tên đăng nhập hoặc mật khẩu chưa đúng. Vui lòng kiểm tra lại; "
    "nếu quên mật khẩu, liên hệ người quản trị của Tổ Thư ký.",
)
WRONG_CODE = Refusal(
    "wrong_code",
    401,
    "Mã xác thực chưa đúng",
    "Mã 6 chữ số chưa đúng hoặc đã hết hạn. Vui lòng nhập mã đang hiện trên ứng dụng xác thực.",
)
WEAK_PASSWORD = Refusal(
    "weak_password",
    422,
    "Mật khẩu chưa đủ mạnh",
    "Mật khẩu mới cần ít nhất 12 ký tự, có chữ hoa, chữ thường và chữ số. "
    "Vui lòng chọn mật khẩu khác.",
)
SIGN_IN_EXPIRED = Refusal(
    "sign_in_expired",
    401,
    "Đã quá giờ đăng nhập",
    "Bước đăng nhập này đã quá giờ. Vui lòng đăng nhập lại từ đầu.",
)
TOO_MANY_SIGN_INS = Refusal(
    "too_many_sign_ins",
    429,
    "Thử quá nhiều lần",
    "Đã thử đăng nhập quá nhiều lần cho tài khoản này. Vui lòng chờ {minutes} phút rồi thử lại.",
)
LINK_EXPIRED = Refusal(
    "link_expired",
    401,
    "Liên kết không còn dùng được",
    "Liên kết đã hết hạn hoặc đã được thay bằng liên kết mới. "
    "Vui lòng đề nghị Tổ Thư ký gửi lại liên kết cho cơ quan, đơn vị mình.",
)

# Organizers at work
REASON_REQUIRED = Refusal(
    "reason_required",
    422,
    "Cần nêu lý do",
    "Việc này được ghi vào nhật ký nên cần có lý do. Vui lòng nhập lý do rồi gửi lại.",
)
UNKNOWN_CONTESTANT = Refusal(
    "unknown_contestant",
    404,
    "Không có người dự thi này",
    "Không tìm thấy người dự thi với mã này. Vui lòng kiểm tra lại mã dự thi.",
)
UNKNOWN_AGENCY = Refusal(
    "unknown_agency",
    404,
    "Không có cơ quan, đơn vị này",
    "Không tìm thấy cơ quan, đơn vị này trong danh mục. Vui lòng chọn lại.",
)
UNKNOWN_JOB = Refusal(
    "unknown_job",
    404,
    "Không có việc này",
    "Không tìm thấy việc này; kết quả chỉ được giữ bảy ngày. Vui lòng thực hiện lại.",
)
NOT_COUNTED = Refusal(
    "not_counted",
    404,
    "Số liệu chưa có",
    "Số liệu này chưa được tính. Vui lòng chờ khoảng một phút rồi tải lại; "
    "với thời điểm đã qua, hãy bấm «Tính lại».",
)
UNREADABLE_FILE = Refusal(
    "unreadable_file",
    422,
    "Không đọc được tệp",
    "Không đọc được tệp này. Vui lòng dùng tệp Excel (.xlsx) hoặc CSV rồi gửi lại.",
)
CONFLICT = Refusal(
    "conflict",
    409,
    "Đã có thay đổi khác",
    "Trong lúc đó đã có người khác thay đổi. Vui lòng tải lại trang, xem lại rồi thực hiện lại.",
)
# Results
NOT_OVER = Refusal(
    "not_over",
    409,
    "Đợt thi chưa kết thúc",
    "Chưa có đợt thi chính thức nào kết thúc, hoặc một đợt đã công bố đang được mở lại. "
    "Vui lòng chờ đợt thi đóng và thu hết bài rồi thực hiện lại.",
)
ROUND_TOLD = Refusal(
    "round_told",
    409,
    "Đợt thi đã có kết quả",
    "Đáp án của đợt thi này đã được mở để xếp hạng nên không mở lại hay kéo dài được nữa.",
)
SHARED_BANK = Refusal(
    "shared_bank",
    409,
    "Bộ câu hỏi còn dùng",
    "Công bố kết quả là mở câu hỏi và đáp án, mà một đợt thi chính thức chưa kết thúc dùng cùng "
    "bộ câu hỏi. Vui lòng chờ đợt thi đó kết thúc rồi thực hiện lại.",
)
LOT_MISSING = Refusal(
    "lot_missing",
    409,
    "Cần số bốc thăm",
    "Thể lệ phân hạng những người bằng nhau bằng bốc thăm. "
    "Vui lòng nhập số bốc thăm từ nguồn đã nêu trước rồi thực hiện lại.",
)
DRAFT_BUSY = Refusal(
    "draft_busy",
    409,
    "Đang xử lý dự thảo",
    "Hệ thống đang tính hoặc đang công bố dự thảo kết quả. Vui lòng chờ xong rồi thực hiện lại.",
)
NO_DRAFT = Refusal(
    "no_draft",
    404,
    "Không có dự thảo",
    "Không có dự thảo kết quả nào để thực hiện việc này. Vui lòng tải lại trang.",
)
SAME_PERSON = Refusal(
    "same_person",
    409,
    "Cần người thứ hai",
    "Người lập dự thảo không tự duyệt được. "
    "Vui lòng đề nghị một người khác của Tổ Thư ký xem và duyệt.",
)
DRAFT_CHANGED = Refusal(
    "draft_changed",
    409,
    "Dự thảo đã khác",
    "Dự thảo đã thay đổi hoặc không còn chờ duyệt. "
    "Vui lòng tải lại trang, xem lại dự thảo rồi duyệt.",
)
NO_FORGE = Refusal(
    "no_forge",
    409,
    "Chưa cài đặt việc dựng lại trang",
    "Hệ thống chưa được nối với kho mã nguồn. "
    "Vui lòng báo người phụ trách kỹ thuật dựng lại trang hoặc đặt tham số Forge.",
)
FORGE_FAILED = Refusal(
    "forge_failed",
    502,
    "Chưa dựng lại được trang",
    "Kho mã nguồn không nhận yêu cầu dựng lại trang. Vui lòng thử lại sau ít phút.",
)

# The machinery itself
NOT_FOUND = Refusal(
    "not_found", 404, "Không tìm thấy", "Không có địa chỉ này. Vui lòng quay lại trang chủ."
)
UNAVAILABLE = Refusal(
    "unavailable",
    503,
    "Hệ thống đang bận",
    "Hệ thống đang bận, chưa nhận được yêu cầu. Trang sẽ tự thử lại; bài làm trên máy vẫn còn.",
)


def ineligible_age(minimum_age: int) -> Refusal:
    """`INELIGIBLE_AGE` with the age the rules ask for."""
    return replace(INELIGIBLE_AGE, detail=INELIGIBLE_AGE.detail.format(minimum_age=minimum_age))


def too_many_tries(minutes: int) -> Refusal:
    """`TOO_MANY_TRIES` with the minutes to wait."""
    return replace(TOO_MANY_TRIES, detail=TOO_MANY_TRIES.detail.format(minutes=minutes))


def too_many_sign_ins(minutes: int) -> Refusal:
    """`TOO_MANY_SIGN_INS` with the minutes to wait."""
    return replace(TOO_MANY_SIGN_INS, detail=TOO_MANY_SIGN_INS.detail.format(minutes=minutes))


def forge_failed(why: str) -> Refusal:
    """`FORGE_FAILED` with what the forge said, in words for people."""
    return replace(FORGE_FAILED, detail=why)


def unreadable_file(why: str) -> Refusal:
    """`UNREADABLE_FILE` with what keeps it from being read, in words for people."""
    return replace(UNREADABLE_FILE, detail=why)
