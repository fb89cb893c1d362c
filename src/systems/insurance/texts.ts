import type { Bilingual } from '../../kernel/text.ts';

export const sentences: Record<string, Bilingual> = {
  'insurance.unknown_child': {
    vi: 'Không tìm thấy trẻ có số định danh {number}. Hãy hoàn thành đăng ký khai sinh trước.',
    en: 'There is no child with the personal number {number}. Finish the birth registration first.',
  },
  'insurance.not_under_six': {
    vi: 'Thẻ này chỉ cấp cho trẻ em dưới 6 tuổi. Hãy chọn đối tượng bảo hiểm khác.',
    en: 'This card is for children under 6. Choose another kind of insurance.',
  },
  'insurance.covered_already': {
    vi: 'Trẻ đang có thẻ bảo hiểm y tế còn hạn, mã {cardCode}. Không cần cấp thẻ mới.',
    en: 'The child has a valid health-insurance card, {cardCode}. No new card is needed.',
  },
  'insurance.not_competent': {
    vi: 'Trẻ không cư trú tại tỉnh của cơ quan này. Hãy chuyển hồ sơ đến cơ quan bảo hiểm xã hội nơi trẻ cư trú.',
    en: 'The child does not live in the province of this office. Send the case to the insurance office where the child lives.',
  },
  'insurance.numbers_exhausted': {
    vi: 'Đã hết mã số bảo hiểm cho tỉnh {province}. Hãy báo cho Bảo hiểm xã hội Việt Nam.',
    en: 'There are no insurance numbers left for province {province}. Tell Vietnam Social Security.',
  },
  'insurance.unknown_person': {
    vi: 'Không tìm thấy số định danh {number} trong Cơ sở dữ liệu quốc gia về dân cư. Hãy kiểm tra lại số.',
    en: 'The personal number {number} is not in the National Population Database. Check the number.',
  },
  'insurance.other_office': {
    vi: 'Người hoặc đơn vị này không thuộc tỉnh của cơ quan bạn. Hãy chuyển đến cơ quan bảo hiểm xã hội của tỉnh đó.',
    en: 'This person or employer is not of your province. Turn to the insurance office of theirs.',
  },
  'insurance.no_such_facility': {
    vi: 'Không có cơ sở khám bệnh, chữa bệnh nào mang mã {code} vào ngày đó. Hãy kiểm tra lại mã.',
    en: 'There is no hospital with the code {code} on that day. Check the code.',
  },
  'insurance.not_representative': {
    vi: 'Bạn không phải người đại diện theo pháp luật của doanh nghiệp này. Hãy chọn doanh nghiệp mà bạn đại diện.',
    en: 'You are no legal representative of this enterprise. Choose one that you represent.',
  },
  'insurance.unknown_employer': {
    vi: 'Không tìm thấy đơn vị này. Hãy kiểm tra lại mã số doanh nghiệp.',
    en: 'There is no such employer. Check the enterprise code.',
  },
  'insurance.month_to_come': {
    vi: 'Tháng này chưa tới. Hãy chọn tháng hiện tại hoặc một tháng đã qua.',
    en: 'That month is still to come. Choose this month or one before.',
  },
  'insurance.day_to_come': {
    vi: 'Ngày này chưa tới. Hãy chọn hôm nay hoặc một ngày đã qua.',
    en: 'That day is still to come. Choose today or a day before.',
  },
  'insurance.no_rates': {
    vi: 'Chưa có tỷ lệ đóng cho tháng {month}. Hãy chọn tháng từ 10/2022 trở đi.',
    en: 'There are no rates of contribution for {month}. Choose a month from October 2022 on.',
  },
  'insurance.month_paid': {
    vi: 'Tháng {month} đã nộp tiền nên không khai thay đổi được nữa. Hãy đề nghị cơ quan bảo hiểm xã hội điều chỉnh.',
    en: 'The month {month} was paid, so nothing can be declared for it or before. Ask the insurance office to correct it.',
  },
  'insurance.still_working': {
    vi: 'Tờ khai của đơn vị đang được xử lý nên số phải nộp có thể thay đổi. Hãy thử lại sau vài phút.',
    en: 'A declaration of the employer is being worked on, so what is due may change. Try again in a few minutes.',
  },
  'insurance.nothing_due': {
    vi: 'Tháng {month} không có khoản phải nộp. Hãy kiểm tra lại tháng.',
    en: 'Nothing is due for {month}. Check the month.',
  },
  'insurance.amount_differs': {
    vi: 'Số phải nộp của tháng {month} là {due} đồng. Hãy nhập đúng số tiền đó.',
    en: 'What is due for {month} is {due} VND. Enter that amount.',
  },
  'insurance.columns_missing': {
    vi: 'Tệp thiếu cột: {columns}. Hãy dùng tệp mẫu và giữ nguyên dòng tiêu đề.',
    en: 'Columns are missing in the file: {columns}. Use the template, and keep its first line.',
  },
  'insurance.too_many_rows': {
    vi: 'Tệp có hơn {most} dòng. Hãy chia thành nhiều tệp.',
    en: 'The file has more than {most} rows. Divide it into several.',
  },
  'insurance.no_such_declaration': {
    vi: 'Không tìm thấy tờ khai này. Hãy mở lại danh sách tờ khai.',
    en: 'There is no such declaration. Open the list of declarations again.',
  },
  'insurance.row_cells': {
    vi: 'Dòng này không đủ các ô như dòng tiêu đề. Hãy kiểm tra lại dòng.',
    en: 'This row has not the cells of the first line. Check the row.',
  },
  'insurance.row_cut': {
    vi: 'Dòng cuối không có dấu xuống dòng nên có thể tệp bị cắt. Hãy tải lại tệp đầy đủ.',
    en: 'No line break ends the last row, so the file may be cut off. Send the whole file again.',
  },
  'insurance.row_number': {
    vi: 'Số định danh phải gồm 12 chữ số. Hãy nhập lại số.',
    en: 'A personal number has 12 digits. Enter it again.',
  },
  'insurance.row_name': {
    vi: 'Thiếu họ và tên. Hãy nhập như trên thẻ căn cước.',
    en: 'The name is missing. Enter it as on the identity card.',
  },
  'insurance.row_change': {
    vi: 'Phương án phải là TM (tăng mới), DC (điều chỉnh lương) hoặc GH (giảm). Hãy chọn một trong ba.',
    en: 'The change must be TM (joins), DC (wage changes) or GH (leaves). Choose one of the three.',
  },
  'insurance.row_day': {
    vi: 'Ngày không đúng. Hãy viết ngày/tháng/năm, ví dụ 01/10/2026.',
    en: 'This is no date. Write day/month/year, for example 01/10/2026.',
  },
  'insurance.row_wage': {
    vi: 'Mức lương phải là số đồng một tháng, ví dụ 9.500.000. Hãy nhập lại.',
    en: 'The wage must be a number of VND a month, for example 9,500,000. Enter it again.',
  },
  'insurance.row_other_month': {
    vi: 'Ngày không thuộc tháng đang khai. Hãy khai trong tờ khai của tháng đó.',
    en: 'The day is not in the month that is declared. Declare it for its own month.',
  },
  'insurance.row_unknown_person': {
    vi: 'Số định danh và họ tên không khớp Cơ sở dữ liệu quốc gia về dân cư. Hãy đối chiếu với thẻ căn cước.',
    en: 'Number and name are not one person’s in the National Population Database. Compare them with the identity card.',
  },
  'insurance.row_died': {
    vi: 'Người này đã chết theo Cơ sở dữ liệu quốc gia về dân cư. Hãy kiểm tra lại số định danh.',
    en: 'By the National Population Database this person has died. Check the number.',
  },
  'insurance.row_too_young': {
    vi: 'Người này chưa đủ 15 tuổi vào ngày bắt đầu. Hãy kiểm tra lại ngày và số định danh.',
    en: 'This person is not yet 15 on the first day. Check the day and the number.',
  },
  'insurance.row_elsewhere': {
    vi: 'Người này đang tham gia ở đơn vị khác. Hãy đề nghị đơn vị đó báo giảm trước.',
    en: 'This person takes part at another employer. Have that one declare the leaving first.',
  },
  'insurance.row_joined_already': {
    vi: 'Người này đã tham gia ở đơn vị từ ngày khác hoặc mức lương khác. Hãy dùng phương án DC để đổi lương.',
    en: 'This person has joined with another day or wage already. Use DC to change the wage.',
  },
  'insurance.row_not_here': {
    vi: 'Người này không tham gia ở đơn vị vào ngày đó. Hãy kiểm tra lại số định danh và ngày.',
    en: 'This person does not take part at the employer on that day. Check number and day.',
  },
  'insurance.row_later_change': {
    vi: 'Sau ngày này đã có thay đổi khác của người lao động. Hãy đề nghị cơ quan bảo hiểm xã hội điều chỉnh.',
    en: 'There is a later change of this worker. Ask the insurance office to correct it.',
  },
  'insurance.not_entitled': {
    vi: 'Người này chưa đủ điều kiện hưởng: {kind}. Hãy xem số tháng đã đóng và tuổi.',
    en: 'This person is not entitled yet: {kind}. See the months that were paid for, and the age.',
  },
  'insurance.benefit_overlap': {
    vi: 'Trùng thời gian với chế độ theo quyết định {decision} từ {from}. Hãy dừng chế độ đó trước hoặc chọn ngày khác.',
    en: 'It overlaps the benefit by decision {decision} from {from}. Stop that one first, or choose other days.',
  },
  'insurance.ends_before_it_begins': {
    vi: 'Ngày kết thúc phải sau ngày bắt đầu. Hãy chọn lại ngày.',
    en: 'The end must come after the beginning. Choose the days again.',
  },
  'insurance.no_such_benefit': {
    vi: 'Không tìm thấy chế độ này của người đó. Hãy mở lại hồ sơ.',
    en: 'There is no such benefit of this person. Open the file again.',
  },
  'insurance.paid_already': {
    vi: 'Tháng {month} đã được chi trả. Hãy chọn tháng khác.',
    en: 'The month {month} was paid already. Choose another.',
  },
  'insurance.not_due': {
    vi: 'Tháng {month} không thuộc thời gian hưởng. Hãy chọn tháng khác.',
    en: 'The benefit is not due for {month}. Choose another month.',
  },
  'insurance.not_paid_after_death': {
    vi: 'Tháng {month} không nằm trong các khoản phải thu hồi của người này, hoặc đã thu hồi rồi. Hãy mở lại danh sách.',
    en: 'The month {month} is not among what is to be paid back for this person, or came back already. Open the list again.',
  },
};
