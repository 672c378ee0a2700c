/** Words of the screen «Kết quả»: how rounds stand, the way to a result, the public site, certificates. */

import { number } from "../format.js";

export const results = {
  title: "Kết quả",
  intro: "Kết quả đi qua hai người: một người tính xếp hạng, một người khác xem và duyệt. Đã công bố thì không sửa; sai sót được đính chính bằng một kết quả mới có lý do.",
  watching: "Tài khoản này chỉ xem, không tính và không duyệt được.",

  rounds: "Các đợt thi",
  /** @param {string} round */
  stepsOf: (round) => `Các bước của ${round}`,
  step: { now: "đang ở bước này", past: "đã qua" },
  maybe: "nếu có",
  inside: "Người đang làm bài",
  pending: "Lượt chờ chấm",
  late: "Bài gửi muộn, không tính",
  /** @param {string} opens @param {string} closes */
  from: (opens, closes) => `${opens} đến ${closes} (giờ Việt Nam)`,
  next: "Việc tiếp theo",
  todo: {
    /** @param {string} opens */
    planned: (opens) => `Chờ đến giờ mở, ${opens}.`,
    /** @param {string} closes */
    open: (closes) => `Chờ đợt thi đóng lúc ${closes}.`,
    grace: () => "Chờ thu xong những bài cuối cùng, khoảng vài phút.",
    closed: () => "Tính xếp hạng.",
    waiting: () => "Chờ hệ thống chấm xong các lượt còn lại.",
    ranked: () => "Người thứ hai xem dự thảo rồi duyệt công bố.",
    published: () => "Không còn việc gì, trừ khi phát hiện sai sót cần đính chính.",
    corrected: () => "Không còn việc gì; bản đính chính đã công bố.",
    rehearsal: () => "Thi thử không xếp hạng.",
  },

  draft: "Dự thảo kết quả",
  noDraft: "Chưa có dự thảo nào.",
  notReady: "Tính được khi có một đợt thi chính thức đã đóng và chấm xong.",
  rank: "Tính xếp hạng",
  rankAgain: "Tính lại",
  correct: "Lập đính chính",
  goOn: "Mở lại phần đang nhập",
  states: {
    waiting: "Đang chờ đến lượt tính",
    running: "Đang tính",
    ready: "Chờ người thứ hai duyệt",
    failed: "Chưa tính được",
    publishing: "Đang công bố",
    published: "Đã công bố",
    withdrawn: "Đã rút",
  },
  /** @param {number} n */
  draftOf: (n) => `Dự thảo kết quả số ${number(n)}`,
  ranking: "Đang tính xếp hạng",
  rankingHint: "Có thể rời trang này; việc tính vẫn tiếp tục.",
  ranked: "Đã tính xong. Dự thảo đang chờ người thứ hai duyệt.",
  failed: "Lần tính gần nhất chưa xong; kết quả đã công bố không bị ảnh hưởng. Phần đã nhập vẫn còn.",
  state: "Tình trạng",
  by: "Người lập",
  at: "Lập lúc",
  asOf: "Tính theo dữ liệu đến",
  reason: "Lý do",
  lot: "Số bốc thăm",
  corrections: "Đính chính",
  digest: "Mã kiểm chứng",
  digestHint: "Mã này gắn với đúng bản dự thảo này; tính lại ra khác thì mã khác.",
  look: "Xem dự thảo",
  lookAgain: "Xem lại bản đã duyệt",
  lookAndApprove: "Xem và duyệt",

  published: "Kết quả đã công bố",
  nonePublished: "Chưa công bố kết quả nào.",
  number: "Số",
  publishedAt: "Công bố lúc",
  ofRounds: "Đợt thi",
  firstReason: "Công bố lần đầu",
  file: "Hồ sơ",
  /** @param {number} n */
  openFile: (n) => `Mở hồ sơ số ${number(n)}`,
  manifest: "Mã băm hồ sơ (SHA-256)",
  page: "Mở trang kết quả",
  /** @param {number} n */
  isPublished: (n) => `Đã công bố kết quả số ${number(n)}.`,
  /** @param {number} n @param {string} at */
  wasPublished: (n, at) => `Đã công bố kết quả số ${number(n)} lúc ${at}.`,
  certificates: "In giấy chứng nhận",
  copy: "Sao chép",
  /** @param {string} what */
  copyOf: (what) => `Sao chép ${what}`,

  commitments: "Cam kết đã ghi",
  commitmentsHint: "Mỗi cam kết khóa trước những gì quyết định kết quả: đề, đáp án, thể lệ, danh sách trước khi mở; bài làm sau khi đóng. Khi công bố, ai cũng đối chiếu được.",
  noCommitments: "Chưa có cam kết nào. Hệ thống tự ghi cam kết trước giờ mở đợt thi.",
  kind: "Nội dung",
  kinds: { open: "Trước khi mở: đề, đáp án, thể lệ, danh sách", close: "Sau khi đóng: toàn bộ bài làm" },
  round: "Đợt thi",
  committedAt: "Ghi lúc",
  commitment: "Mã cam kết",
};

export const site = {
  title: "Trang công khai",
  hint: "Kết quả đã công bố nằm ngay trong hồ sơ công khai; các trang web được dựng lại để hiện kết quả ấy.",
  stale: "Trang công khai chưa hiện kết quả mới nhất. Vui lòng dựng lại trang.",
  fresh: "Trang công khai đã hiện kết quả mới nhất.",
  none: "Chưa cấu hình việc dựng lại trang. Vui lòng báo người phụ trách kỹ thuật chạy lệnh dựng và đưa trang lên.",
  on: "Dựng bằng",
  kinds: { github: "GitHub Actions", gitlab: "GitLab CI", local: "Máy này", none: "Chưa cấu hình" },
  built: "Trang đang hiện",
  /** @param {number | null} n @param {string} at */
  builtOf: (n, at) => `${n === null ? "chưa có kết quả" : `kết quả số ${number(n)}`}, dựng lúc ${at}`,
  notBuilt: "chưa rõ",
  rebuild: "Dựng lại trang",
  asking: "Dựng lại trang công khai?",
  askingText: "Nội dung công khai được dựng từ kết quả đã công bố và nguồn hiện có. Trang cũ vẫn dùng được trong lúc chờ.",
  yes: "Đồng ý dựng lại",
  said: "Đã gửi yêu cầu dựng lại trang.",
  /** @param {number} n */
  afterPublish: (n) => `Công bố kết quả số ${number(n)}`,
  runs: "Các lần dựng gần đây",
  noRuns: "Chưa có lần dựng nào.",
  at: "Lúc",
  by: "Người yêu cầu",
  state: "Tình trạng",
  detail: "Chi tiết",
  states: { queued: "Đang chờ", running: "Đang dựng", done: "Đã xong", failed: "Không dựng được" },
  running: "Đang dựng lại trang công khai",
  log: "Xem nhật ký dựng",
};

export const certificates = {
  title: "In giấy chứng nhận",
  hint: "Mỗi giải một trang A4 ngang, có đủ họ tên. Khi in, chọn lề «Không» và bật «Đồ họa nền». Họ tên đầy đủ chỉ dùng để in và trao giải.",
  print: "In tất cả",
  /** @param {number} n */
  count: (n) => `${number(n)} giấy chứng nhận`,
  choose: "Loại giải",
  individual: "Giải cá nhân",
  collective: "Giải tập thể",
  sign: "Trưởng Ban Tổ chức",
  none: "Chưa có giải nào để in. Giấy chứng nhận in được sau khi kết quả được công bố và hồ sơ đã lên trang.",
  preparing: "Đang lấy họ tên người đoạt giải…",
  /** @param {string[]} codes */
  nameless: (codes) => `Không in được cho mã dự thi ${codes.join(", ")}: thông tin cá nhân đã được xóa.`,
  /** @param {string} prize @param {string} title */
  text: (prize, title) => `đạt ${prize}, ${title}`,
};
