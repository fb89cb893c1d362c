/** What is refused about certificates of marital status. */
export const maritalSentences = {
  'marital.spouse_not_asked': {
    vi: 'Chỉ giấy để kết hôn mới ghi người dự định kết hôn. Hãy bỏ phần này hoặc chọn lại mục đích.',
    en: 'Only a certificate for a marriage names whom one intends to marry. Leave it out, or choose another purpose.',
  },
  'marital.own_spouse': {
    vi: 'Người dự định kết hôn là người khác. Hãy kiểm tra lại số định danh.',
    en: 'Whom one intends to marry is somebody else. Check the number.',
  },
  'marital.intended_name': {
    vi: 'Họ tên người dự định kết hôn không khớp với số định danh đã khai. Hãy đề nghị người nộp kiểm tra lại.',
    en: 'The name of the intended spouse is not that of the number given. Ask the applicant to check both.',
  },
  'marital.no_residence': {
    vi: 'Chưa xác định được nơi thường trú hoặc tạm trú trong Cơ sở dữ liệu quốc gia về dân cư. Hãy đăng ký cư trú, hoặc đến Ủy ban nhân dân cấp xã.',
    en: 'The population register tells no residence. Register it with the police, or go to the People’s Committee of the commune.',
  },
  'marital.in_person': {
    vi: 'Việc này cần tiếp nhận trực tiếp: không đủ thông tin để giải quyết bằng dữ liệu. Hãy chuyển người phụ trách.',
    en: 'This is to be dealt with in person: the data that may be told are not enough. Hand it to whoever is in charge.',
  },
  'marital.conclusion_needed': {
    vi: 'Các cơ sở dữ liệu chưa đủ để kết luận. Hãy đọc những việc được nêu, rồi ghi kết quả xác minh và căn cứ.',
    en: 'The registers alone do not say it. Read the entries that are shown, and enter what you found and on what grounds.',
  },
  'marital.nothing_to_find': {
    vi: 'Các cơ sở dữ liệu đã đủ rõ nên không ghi kết quả xác minh. Hãy bỏ phần này.',
    en: 'The registers say it clearly, so there is nothing to find. Leave this part out.',
  },
  'marital.valid_one_there': {
    vi: 'Đã có giấy cho mục đích này, còn giá trị đến hết ngày {lastDay}. Hãy dùng giấy đó, hoặc ghi lý do xin cấp lại.',
    en: 'There is a certificate for this purpose, valid until and with {lastDay}. Use it, or say why another is needed.',
  },
  'marital.applied_already': {
    vi: 'Bạn đã nộp hồ sơ cho mục đích này và hồ sơ đang chờ giải quyết. Hãy chờ kết quả, hoặc rút hồ sơ đó trước.',
    en: 'You have applied for this purpose already, and it is being decided. Wait for it, or withdraw it first.',
  },
  'marital.too_many_applications': {
    vi: 'Bạn đang có {most} hồ sơ chờ giải quyết. Hãy chờ kết quả hoặc rút bớt trước khi nộp thêm.',
    en: 'You have {most} open applications. Wait for their result or withdraw one before you apply again.',
  },
  'marital.application_unknown': {
    vi: 'Không có hồ sơ này trong phạm vi của bạn. Hãy kiểm tra lại mã hồ sơ.',
    en: 'There is no such application that you may see. Check its number.',
  },
  'marital.application_decided': {
    vi: 'Hồ sơ này đã được giải quyết hoặc đã rút. Hãy mở lại danh sách để xem.',
    en: 'This application was decided or withdrawn. Open the list again to see it.',
  },
} as const;
