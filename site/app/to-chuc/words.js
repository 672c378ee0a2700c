/** The words every screen of the console shares; each screen's own stand in words/. Short, official, polite. */

export const words = {
  console: "Ban Tổ chức",
  vietnamTime: "giờ Việt Nam",
  unknown: "chưa rõ",
  none: "không có",
  loading: "Đang tải…",
  working: "Đang xử lý…",
  retry: "Thử lại",
  refresh: "Tải lại",
  back: "Quay lại",
  cancel: "Không, quay lại",
  asOf: "Số liệu tính đến",
  optional: "không bắt buộc",
  all: "Tất cả",
  skip: "Đến nội dung chính",
  province: "Toàn tỉnh",
  chooseSort: "Sắp xếp theo",
  ascending: "tăng dần",
  descending: "giảm dần",
  seeTable: "Xem bảng số liệu",
  copied: "Đã sao chép.",
  notCopied: "Chưa sao chép được. Vui lòng chọn nội dung rồi sao chép.",
  people: "người",
  agency: "Cơ quan, đơn vị",
  citizen: "Công dân, không thuộc cơ quan nào",
  group: "Nhóm đối tượng",
  reason: "Lý do",
  reasonHint: "Lý do được ghi vào nhật ký, không sửa được về sau.",
  reasonMissing: "Vui lòng ghi lý do.",

  problem: {
    network: "Chưa kết nối được với máy chủ. Vui lòng kiểm tra mạng rồi thử lại; những gì đã nhập vẫn còn.",
    signedOut: "Phiên đăng nhập đã hết hạn.",
    notHere: "Không tìm thấy trang này",
    notHereText: "Địa chỉ không đúng, hoặc tài khoản này không được xem trang ấy.",
  },

  fatal: {
    title: "Chưa mở được trang Ban Tổ chức",
    text: "Vui lòng kiểm tra mạng rồi thử lại.",
  },

  menu: {
    label: "Danh mục",
    "tong-quan": "Tổng quan",
    "chi-tieu": "Chỉ tiêu",
    "co-quan": "Cơ quan",
    "nguoi-du-thi": "Người dự thi",
    "dau-hieu": "Dấu hiệu",
    "dot-thi": "Đợt thi",
    "ket-qua": "Kết quả",
    "nhap-du-lieu": "Nhập dữ liệu",
    "xuat-du-lieu": "Xuất dữ liệu",
    "nhat-ky": "Nhật ký",
    "tai-khoan": "Tài khoản",
    signOut: "Đăng xuất",
  },

  roles: {
    secretariat: "Tổ Thư ký",
    drafter: "Tổ soạn thảo",
    agency: "Đầu mối cơ quan",
    auditor: "Giám sát, chỉ xem",
  },

  levels: {
    province: "Cấp tỉnh",
    district: "Cấp huyện",
    commune: "Cấp xã",
    other: "Cơ quan, đơn vị khác",
  },

  signIn: {
    title: "Đăng nhập",
    intro: "Trang dành cho Ban Tổ chức, Tổ Thư ký và đầu mối của cơ quan, đơn vị.",
    username: "Tên đăng nhập",
    password: "Mật khẩu",
    send: "Đăng nhập",
    newPassword: "Mật khẩu mới",
    newPasswordHint: "Lần đầu đăng nhập cần đặt mật khẩu mới, ít nhất 12 ký tự, có chữ hoa, chữ thường và chữ số.",
    setPassword: "Đặt mật khẩu",
    code: "Mã xác thực",
    codeHint: "Mã gồm 6 chữ số trong ứng dụng xác thực trên điện thoại.",
    sendCode: "Xác nhận",
    restart: "Đăng nhập bằng tài khoản khác",
    again: "Phiên đăng nhập đã hết hạn",
    againText: "Vui lòng đăng nhập lại để tiếp tục. Nội dung đang nhập vẫn còn trên màn hình.",
    giveUp: "Thoát khỏi trang này",
    link: "Mở liên kết của đầu mối cơ quan",
    linkText: "Đang kiểm tra liên kết…",
    linkFailed: "Liên kết không đúng hoặc đã hết hạn. Vui lòng đề nghị Tổ Thư ký gửi liên kết mới.",
  },

  states: {
    not_registered: "Chưa đăng ký",
    registered: "Đã đăng ký, chưa thi",
    inside: "Đang làm bài",
    took_part: "Đã dự thi",
    not_enough: "Chưa đủ lượt thi",
    open: "Đang làm bài",
    submitted: "Đã nộp bài",
    ran_out: "Hết giờ, chấm theo bản lưu",
    pending: "Hết giờ, chờ chấm",
    lapsed: "Hết giờ, không có bản lưu",
  },

  flags: {
    excluded: "Không được dự thi",
    disqualified: "Bị hủy kết quả",
    flagged: "Đã thi dù không được dự thi",
    mismatched: "Khai khác danh sách cử",
  },
};

/** Words for what the server names; one it invents later is shown as it is. @param {object} of @param {string} name */
export const called = (of, name) => /** @type {Record<string, string>} */ (of)[name] ?? name;
