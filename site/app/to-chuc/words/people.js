/** Words of the screens about contestants: the list, one person's story, signals. */

import { number } from "../format.js";

export const contestants = {
  title: "Người dự thi",
  search: "Tìm theo họ tên hoặc mã dự thi",
  searchHint: "Không cần gõ dấu.",
  find: "Tìm",
  filter: "Tìm và lọc",
  state: "Tình trạng",
  flag: "Lưu ý",
  clear: "Bỏ tìm và lọc",
  /** @param {number} n */
  found: (n) => `Tìm thấy ${number(n)} người.`,
  /** @param {number} page @param {number} pages */
  page: (page, pages) => `Trang ${number(page)} trên ${number(pages)}`,
  pages: "Các trang",
  first: "Trang đầu",
  previous: "Trang trước",
  next: "Trang sau",
  last: "Trang cuối",
  nothing: "Không có ai khớp với điều kiện tìm.",
  name: "Họ và tên",
  code: "Mã dự thi",
  noCode: "chưa có",
  registered: "Đăng ký lúc",
  tookPart: "Dự thi lúc",
  rounds: "Kết quả các đợt",
  flags: "Lưu ý",
  erasedName: "Đã xóa thông tin cá nhân",
  /** @param {number} n */
  attempts: (n) => `${number(n)} lượt`,
  noEntries: "chưa thi",
};

export const story = {
  toList: "Danh sách người dự thi",
  noCode: "chưa đăng ký nên chưa có mã",
  erased: "Thông tin cá nhân đã được xóa. Bài làm và kết quả được giữ dưới mã dự thi.",
  who: "Thông tin cá nhân",
  code: "Mã dự thi",
  birth: "Ngày sinh",
  phone: "Số điện thoại",
  email: "Thư điện tử",
  position: "Chức vụ",
  commune: "Nơi cư trú",
  where: "Cơ quan và nhóm hiện nay",
  flags: "Lưu ý",
  story: "Diễn biến",
  attempts: "Các lượt thi",
  noAttempts: "Chưa có lượt thi nào.",
  round: "Đợt thi",
  attempt: "Lượt",
  state: "Trạng thái",
  started: "Bắt đầu",
  ended: "Nộp hoặc hết giờ",
  duration: "Thời gian",
  score: "Điểm",
  correct: "Câu đúng",
  device: "Thiết bị",
  happened: {
    registered: "Đăng ký dự thi",
    /** @param {string} where */
    moved: (where) => `Chuyển sang ${where}`,
    /** @param {string} where */
    declared: (where) => `Khai là ${where}`,
    /** @param {string} where */
    nominated: (where) => `Được cử tham gia: ${where}`,
    withdrawn: "Rút khỏi danh sách cử",
    excluded: "Vào danh sách không được dự thi",
    included: "Ra khỏi danh sách không được dự thi",
    disqualified: "Bị hủy kết quả",
    reinstated: "Được khôi phục kết quả",
    /** @param {string} round @param {number} n */
    started: (round, n) => `Bắt đầu lượt ${n}, ${round}`,
    /** @param {string} round @param {number} n */
    submitted: (round, n) => `Nộp bài lượt ${n}, ${round}`,
    /** @param {string} round @param {number} n */
    ended: (round, n) => `Hết giờ lượt ${n}, ${round}`,
    /** @param {string} round @param {number} n */
    late: (round, n) => `Gửi bài muộn lượt ${n}, ${round}; được giữ lại, không tính`,
  },
  /** @param {string} who */
  by: (who) => `người thực hiện: ${who}`,
  actions: "Xử lý",
  disqualify: {
    open: "Hủy kết quả",
    title: "Hủy kết quả của người này?",
    text: "Kết quả không còn được tính vào xếp hạng và chỉ tiêu. Bài làm vẫn được giữ; có thể khôi phục.",
    yes: "Đồng ý hủy kết quả",
    said: "Đã hủy kết quả.",
  },
  reinstate: {
    open: "Khôi phục kết quả",
    title: "Khôi phục kết quả của người này?",
    text: "Kết quả lại được tính vào xếp hạng và chỉ tiêu.",
    yes: "Đồng ý khôi phục",
    said: "Đã khôi phục kết quả.",
  },
  transfer: {
    open: "Chuyển cơ quan, nhóm",
    title: "Chuyển sang cơ quan hoặc nhóm khác",
    text: "Lượt thi đã có vẫn tính cho cơ quan, nhóm vào ngày thi; lượt thi sau tính cho nơi mới.",
    yes: "Đồng ý chuyển",
    said: "Đã chuyển.",
  },
  erase: {
    open: "Xóa thông tin cá nhân",
    title: "Xóa thông tin cá nhân của người này?",
    text: "Họ tên, ngày sinh, số điện thoại và mọi thông tin cá nhân bị xóa hẳn, không lấy lại được. Bài làm, kết quả và số liệu chỉ tiêu vẫn nguyên.",
    sure: "Tôi hiểu rằng không lấy lại được",
    unsure: "Cần đánh dấu xác nhận thì mới xóa được.",
    yes: "Đồng ý xóa",
    said: "Đã xóa thông tin cá nhân.",
  },
};

export const signals = {
  title: "Dấu hiệu cần xem",
  intro: "Đây là những trùng hợp để người có trách nhiệm xem xét, không phải kết luận gian lận. Hệ thống không bao giờ tự xử phạt; mọi quyết định do Tổ Thư ký ghi lý do.",
  innocent: "Thường có lý do bình thường: cả phòng thi cùng giờ, dùng chung máy của cơ quan, người đã ôn kỹ.",
  none: "Không có dấu hiệu nào.",
  kinds: {
    same_second: "Nhiều người cùng một giây",
    fast: "Làm bài nhanh khác thường",
    shared_device: "Nhiều người trên một thiết bị",
  },
  rules: "Ngưỡng đang dùng",
  ruleNames: {
    seconds_per_question: "Nhanh khác thường: dưới số giây mỗi câu",
    same_second_people: "Cùng một giây: từ số người",
    people_per_device: "Một thiết bị: từ số người",
  },
  round: "Đợt thi",
  at: "Thời điểm",
  people: "Những người liên quan",
  value: "Chi tiết",
  /** @param {number} n */
  count: (n) => `${number(n)} trường hợp`,
  more: "Xem thêm",
};
