/** Every word the exam room shows, in one place. Short, polite, official; one task, one sentence. */

/** @param {number} n */
const two = (n) => String(n).padStart(2, "0");

/** "20 phút", "1 giờ 30 phút", "45 giây". @param {number} seconds */
function span(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const parts = [h && `${h} giờ`, m && `${m} phút`, !h && s && `${s} giây`];
  return parts.filter(Boolean).join(" ") || "0 giây";
}

/** "18:32", or "1:05:09" from one hour on. @param {number} seconds */
function countdown(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  return h ? `${h}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
}

/** "8,5": a decimal comma, as Vietnamese is written. @param {number} n */
const number = (n) => n.toLocaleString("vi-VN", { maximumFractionDigits: 2 });

export const words = {
  span,
  countdown,
  number,

  room: "Phòng thi",
  vietnamTime: "giờ Việt Nam",
  retry: "Thử lại",
  back: "Quay lại",
  toLobby: "Về danh sách đợt thi",
  loading: "Đang tải…",
  waiting: "Đang xử lý…",
  notice: "Thông báo của Ban Tổ chức",

  problem: {
    network: "Chưa kết nối được với máy chủ. Vui lòng kiểm tra mạng rồi thử lại; những gì đã nhập vẫn còn.",
    signedOut: "Phiên đăng nhập đã hết hạn. Vui lòng đăng nhập lại; bài làm trên máy này vẫn còn nguyên.",
    oldBrowser: "Trình duyệt này quá cũ, không mở được đề thi. Vui lòng cập nhật hoặc dùng trình duyệt khác.",
  },

  fatal: {
    title: "Chưa mở được phòng thi",
    text: "Trang chưa tải được thông tin cuộc thi. Vui lòng kiểm tra mạng rồi thử lại.",
  },

  welcome: {
    title: "Vào phòng thi",
    register: "Đăng ký dự thi",
    registerHint: "Dành cho người dự thi lần đầu. Mỗi người chỉ đăng ký một lần.",
    signIn: "Đăng nhập lại",
    signInHint: "Dành cho người đã đăng ký.",
    rounds: "Lịch thi",
  },

  register: {
    title: "Đăng ký dự thi",
    intro: "Vui lòng khai đúng như giấy tờ tùy thân. Thông tin được dùng để xác nhận người đạt giải.",
    roster: "Cuộc thi này dành cho người có tên trong danh sách do cơ quan, đơn vị cử.",
    who: "Thông tin cá nhân",
    where: "Cơ quan và nhóm đối tượng",
    consent: "Đồng ý sử dụng thông tin",
    agree: "Tôi đã đọc và đồng ý",
    privacy: "Xem quy định bảo vệ dữ liệu cá nhân (mở trang mới)",
    send: "Gửi đăng ký",
    already: "Đăng nhập lại",
    optional: "không bắt buộc",
  },

  fields: {
    full_name: { label: "Họ và tên" },
    birth_date: { label: "Ngày sinh", hint: "Ngày/tháng/năm, ví dụ 05/09/1990" },
    national_id: { label: "Số định danh cá nhân", hint: "12 chữ số trên thẻ căn cước công dân. Máy này không lưu số này." },
    phone: { label: "Số điện thoại", hint: "Ví dụ 0912345678" },
    sex: { label: "Giới tính", choices: { male: "Nam", female: "Nữ" } },
    email: { label: "Thư điện tử" },
    level: {
      label: "Nơi công tác",
      choices: {
        province: "Cơ quan, đơn vị cấp tỉnh",
        district: "Cơ quan, đơn vị cấp huyện",
        commune: "Cơ quan, đơn vị cấp xã",
        other: "Cơ quan, đơn vị khác",
        citizen: "Công dân, không thuộc cơ quan nào ở trên",
      },
    },
    district: { label: "Huyện, thị xã, thành phố" },
    agency: { label: "Cơ quan, đơn vị" },
    group: { label: "Nhóm đối tượng" },
    position: { label: "Chức vụ" },
    home: { label: "Huyện, thị xã, thành phố nơi cư trú" },
    commune: { label: "Xã, phường, thị trấn nơi cư trú" },
    access_code: { label: "Mã dự thi chung", hint: "Mã do Ban Tổ chức gửi cho cơ quan, đơn vị" },
    consent: { label: "Đồng ý sử dụng thông tin" },
  },
  pick: "Chọn một mục",

  invalid: {
    title: "Chưa gửi được. Vui lòng xem lại:",
    /** @param {string} label */
    missing: (label) => `Vui lòng nhập: ${label}.`,
    /** @param {string} label */
    unpicked: (label) => `Vui lòng chọn: ${label}.`,
    national_id: "Số định danh cá nhân phải có đúng 12 chữ số.",
    birth_date: "Ngày sinh chưa đúng. Vui lòng nhập ngày/tháng/năm, ví dụ 05/09/1990.",
    phone: "Số điện thoại chưa đúng. Ví dụ 0912345678.",
    consent: "Cần đồng ý sử dụng thông tin thì mới đăng ký được.",
  },

  signIn: {
    title: "Đăng nhập lại",
    intro: "Vui lòng nhập đúng thông tin đã đăng ký.",
    send: "Đăng nhập",
  },

  signOut: {
    title: "Đăng xuất khỏi máy này?",
    text: "Máy này sẽ quên phiên đăng nhập. Biên nhận các lượt thi đã nộp vẫn được giữ trên máy. Muốn vào lại, bạn đăng nhập bằng thông tin đã đăng ký.",
    unfinished: "Còn một bài làm chưa nộp. Thời gian làm bài vẫn tính khi đã đăng xuất.",
    open: "Đăng xuất",
    yes: "Đồng ý đăng xuất",
    no: "Ở lại",
  },

  lobby: {
    title: "Các đợt thi",
    /** @param {string} name */
    hello: (name) => `Xin chào ${name}.`,
    code: "Mã dự thi",
    keepCode: "Vui lòng ghi lại mã này để tra cứu kết quả.",
    rehearsal: "Thi thử, không tính giải.",
    opens: "Mở",
    closes: "Đóng",
    limit: "Thời gian làm bài",
    questions: "Số câu hỏi",
    attempts: "Số lượt",
    /** @param {number} used @param {number} all */
    attemptsUsed: (used, all) => `đã thi ${used} trên ${all} lượt`,
    /** @param {number} n */
    perDay: (n) => `, mỗi ngày không quá ${n} lượt`,
    phase: { planned: "Chưa mở", open: "Đang mở", grace: "Đã đóng", closed: "Đã đóng" },
    /** @param {string} time */
    opensIn: (time) => `Đợt thi mở sau ${time}. Trang này tự chuyển khi đến giờ.`,
    /** @param {number} days @param {string} clock */
    wait: (days, clock) => (days ? `${days} ngày ${clock}` : clock),
    prepare: "Vào thi",
    /** @param {string} act @param {string} what */
    about: (act, what) => `${act}: ${what}`,
    /** @param {string} round @param {number} attempt */
    which: (round, attempt) => `${round}, lượt ${attempt}`,
    resume: "Tiếp tục làm bài",
    openElsewhere: "Lượt thi này đang mở. Bấm tiếp tục thì máy này nhận bài; máy trước đó không trả lời tiếp được.",
    none: "Bạn đã dùng hết số lượt của đợt thi này.",
    notForYou: "Đợt thi này không dành cho nhóm đối tượng của bạn.",
    noneNow: "Lúc này bạn chưa bắt đầu được lượt mới.",
    counts: { best: "tính lượt cao nhất", last: "tính lượt cuối", first: "tính lượt đầu" },
    past: "Các lượt đã thi",
    attempt: "Lượt",
    handedIn: "Nộp lúc",
    score: "Điểm",
    time: "Thời gian",
    receipt: "Biên nhận",
    seeReceipt: "Xem biên nhận",
    counted: "được tính",
    later: "Công bố sau",
    ended: "Lượt thi đã kết thúc trên máy khác. Kết quả có trong bảng dưới đây.",
    state: {
      open: "Đang làm",
      submitted: "Đã nộp",
      ran_out: "Hết giờ, chấm theo bản lưu",
      lapsed: "Hết giờ, không có bản lưu",
    },
  },

  before: {
    /** @param {string} round */
    title: (round) => `Trước khi thi: ${round}`,
    questions: "Số câu hỏi",
    limit: "Thời gian làm bài",
    each: "Thời gian mỗi câu",
    ends: "Nếu bắt đầu ngay, kết thúc lúc",
    left: "Số lượt còn lại",
    /** @param {string} full @param {string} now */
    shortened: (full, now) =>
      `Đợt thi sắp đóng: thời gian làm bài chỉ còn ${now}, không đủ ${full} như thường lệ.`,
    rules: [
      "Đồng hồ chạy theo máy chủ, không dừng khi mất mạng hay đóng trang.",
      "Mỗi câu trả lời được lưu trên máy này trước, rồi gửi về máy chủ. Mất mạng cứ làm tiếp.",
      "Hết giờ, bài làm được nộp tự động.",
    ],
    fixed: "Đã trả lời và chuyển sang câu khác thì không đổi được phương án.",
    forward: "Mỗi câu có thời gian riêng. Hết giờ của câu là sang câu sau, không quay lại được.",
    all: "Phải trả lời đủ mọi câu mới nộp được bài.",
    agree: "Tôi đã đọc thể lệ và cam kết tự mình làm bài.",
    mustAgree: "Cần đánh dấu cam kết thì mới bắt đầu được.",
    rulesLink: "Xem thể lệ cuộc thi (mở trang mới)",
    start: "Bắt đầu làm bài",
    closed: "Đợt thi đã đóng.",
    opening: "Đang mở đề thi",
    openingText: "Lượt thi đã bắt đầu. Đề thi đang được tải về máy.",
    /** @param {number} n */
    openingAgain: (n) => `Chưa tải được đề thi, đang thử lại (lần ${n}). Vui lòng giữ trang này mở.`,
  },

  bar: {
    label: "Tình trạng bài làm",
    left: "Còn lại",
    unknown: "chờ máy chủ",
    answered: "Đã trả lời",
    none: "Chưa chọn câu nào",
    chosen: "Đã chọn",
    kept: "Đã lưu trên máy",
    received: "Máy chủ đã nhận",
    unkept: "Máy không lưu được",
    offline: "chờ mạng",
    /** @param {number} n */
    minutes: (n) => `Còn ${n} phút làm bài.`,
    unkeptText: "Máy này không cho trang lưu dữ liệu (bộ nhớ đầy hoặc bị chặn). Câu trả lời chỉ chắc chắn khi có chữ «Máy chủ đã nhận». Vui lòng không đóng trang.",
    refused: "Máy chủ chưa nhận bản lưu. Bài làm vẫn ở trên máy này; cứ làm tiếp rồi nộp bài.",
  },

  question: {
    /** @param {number} n @param {number} all */
    title: (n, all) => `Câu ${n}/${all}`,
    multiple: "Có thể chọn nhiều phương án.",
    flag: "Xem lại sau",
    list: "Danh sách câu",
    previous: "Câu trước",
    next: "Câu sau",
    review: "Xem lại bài",
    locked: "Câu này đã chốt, không đổi được nữa.",
    willLock: "Chuyển sang câu khác là chốt phương án đã chọn.",
    /** @param {string} time */
    own: (time) => `Câu này còn ${time}`,
  },

  review: {
    title: "Xem lại bài làm",
    /** @param {number} done @param {number} blank @param {number} flags */
    summary: (done, blank, flags) =>
      `Đã trả lời ${done} câu, còn trống ${blank} câu, đánh dấu xem lại ${flags} câu.`,
    grid: "Danh sách câu hỏi",
    answered: "đã trả lời",
    blank: "còn trống",
    flagged: "xem lại",
    current: "đang xem",
    /** @param {number} n @param {string} state */
    cell: (n, state) => `Câu ${n}, ${state}`,
    resume: "Tiếp tục làm bài",
    prediction: "Câu hỏi dự đoán",
    predictionHint: "Nhập một số nguyên. Câu này không tính điểm, chỉ dùng để xếp hạng khi bằng điểm.",
    predictionInvalid: "Vui lòng nhập một số nguyên từ 0 trở lên, chỉ gồm chữ số.",
    /** @param {number} n */
    answerAll: (n) => `Còn ${n} câu chưa trả lời. Cuộc thi này yêu cầu trả lời đủ mọi câu mới nộp được bài.`,
    handIn: "Nộp bài",
  },

  confirm: {
    title: "Xác nhận nộp bài",
    text: "Nộp rồi thì không sửa được nữa.",
    /** @param {number} n */
    blanks: (n) => `Còn ${n} câu chưa trả lời.`,
    answered: "Đã trả lời",
    left: "Thời gian còn lại",
    yes: "Đồng ý nộp bài",
    no: "Chưa nộp, xem lại bài",
  },

  sending: {
    title: "Đang nộp bài",
    time: "Đã hết giờ làm bài. Bài làm đang được nộp tự động.",
    asked: "Bài làm đang được gửi đến máy chủ.",
    elsewhere: "Lượt thi này đã kết thúc. Đang lấy kết quả từ máy chủ.",
    now: "Đang gửi…",
    /** @param {number} n */
    failed: (n) => `Chưa gửi được, đang thử lại (đã thử ${n} lần).`,
    safe: "Bài làm vẫn được giữ trên máy này, không mất câu nào. Vui lòng giữ trang này mở; có mạng là bài được gửi ngay.",
    unsafe: "Máy này không lưu được dữ liệu. Vui lòng không đóng trang này và bấm «Tải tệp bài làm» để giữ một bản.",
    retry: "Gửi lại ngay",
    file: "Tải tệp bài làm",
    fileHint: "Cách cuối cùng: tệp này chứa bài làm và phiếu thi, có thể gửi cho Tổ Thư ký.",
  },

  refused: {
    title: "Máy chủ không tính lần nộp này",
    unanswered: "Hết giờ khi chưa trả lời đủ mọi câu, mà thể lệ yêu cầu trả lời đủ. Máy chủ đã giữ bản lưu cuối cùng.",
    safe: "Bài làm vẫn được giữ trên máy này. Nếu cần, vui lòng tải tệp bài làm và gửi cho Tổ Thư ký.",
  },

  takenOver: {
    title: "Bài thi đang mở trên máy khác",
    text: "Lượt thi này vừa được tiếp tục trên một máy khác, nên máy này tạm dừng. Các câu đã chọn trên máy này vẫn còn.",
    resume: "Tiếp tục trên máy này",
    hint: "Khi tiếp tục ở đây, máy kia sẽ dừng.",
  },

  otherTab: {
    title: "Bài thi đang mở ở thẻ khác",
    text: "Mỗi lúc chỉ làm bài ở một thẻ của trình duyệt. Thẻ kia đang nhận câu trả lời.",
    resume: "Làm bài ở thẻ này",
  },

  result: {
    /** @param {string} round */
    title: (round) => `Đã nộp bài: ${round}`,
    thanks: "Máy chủ đã nhận và chấm bài làm.",
    hidden: "Máy chủ đã nhận bài làm. Điểm được công bố sau khi đợt thi đóng.",
    differs: "Lượt thi này đã được nộp từ trước. Lần nộp trước được giữ nguyên; các câu trả lời khác đi ở lần gửi này không được tính.",
    score: "Điểm",
    /** @param {string} max */
    outOf: (max) => `trên ${max} điểm`,
    correct: "Số câu đúng",
    duration: "Thời gian làm bài",
    at: "Nộp lúc",
    attempt: "Lượt thi",
    left: "Số lượt còn lại",
    code: "Mã dự thi",
    receipt: "Biên nhận",
    receiptHint: "Biên nhận có chữ ký của máy chủ, là bằng chứng bài đã được nhận. Máy này giữ một bản; nên giữ thêm một bản cho mình.",
    qr: "Mã QR của biên nhận",
    text: "Nội dung biên nhận",
    copy: "Sao chép biên nhận",
    copied: "Đã sao chép biên nhận.",
    notCopied: "Chưa sao chép được. Vui lòng bấm giữ vào nội dung biên nhận để sao chép.",
    download: "Tải biên nhận",
  },
};
