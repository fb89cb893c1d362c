import type { Bilingual } from '../../kernel/text.ts';

/** What is refused, and what to do next. */
export const sentences = {
  'finance.ministry_only': {
    vi: 'Việc này do Bộ Tài chính thực hiện. Hãy gửi hồ sơ tới Bộ Tài chính.',
    en: 'This is for the Ministry of Finance to do. Send it the papers.',
  },
  'finance.other_unit': {
    vi: 'Đơn vị này không thuộc cơ quan bạn quản lý. Hãy liên hệ cơ quan quản lý của đơn vị.',
    en: 'This unit is not one of your agency’s. Turn to the agency that it belongs to.',
  },
  'finance.not_yet': {
    vi: 'Ngày {date} chưa tới. Hãy ghi nhận khi việc đã xảy ra.',
    en: 'The day {date} has not come yet. Record it when it has happened.',
  },
  'finance.chapter_of_other_budget': {
    vi: 'Chương của cấp ngân sách này từ {first} đến {last}. Hãy chọn chương khác hoặc cấp ngân sách khác.',
    en: 'Chapters of this budget run from {first} to {last}. Choose another chapter or another budget.',
  },
  'finance.no_districts': {
    vi: 'Từ ngày 1/7/2025 không còn ngân sách cấp huyện. Hãy chọn cấp tỉnh hoặc cấp xã.',
    en: 'There are no district budgets since 1 July 2025. Choose the province’s or the commune’s.',
  },
  'finance.superior_of_level_one': {
    vi: 'Đơn vị dự toán cấp 1 không có đơn vị cấp trên. Hãy bỏ trống, hoặc chọn cấp thấp hơn.',
    en: 'A unit of level 1 has no superior. Leave this empty, or choose a lower level.',
  },
  'finance.superior_needed': {
    vi: 'Đơn vị từ cấp 2 trở xuống phải có đơn vị dự toán cấp trên. Hãy nhập mã số đơn vị đó.',
    en: 'A unit of level 2 or below has a superior. Enter the code of that unit.',
  },
  'finance.no_such_superior': {
    vi: 'Không có đơn vị cấp trên mang mã này vào ngày đó. Hãy kiểm tra lại mã số và ngày.',
    en: 'No unit has this code on that day. Check the code and the day.',
  },
  'finance.superior_not_higher': {
    vi: 'Đơn vị cấp trên đang ở cấp {level}, không cao hơn đơn vị này. Hãy chọn đơn vị khác hoặc sửa cấp dự toán.',
    en: 'The superior is of level {level}, which is not above this unit. Choose another, or change the level.',
  },
  'finance.no_such_agency': {
    vi: 'Không có cơ quan mang mã định danh này. Hãy kiểm tra lại mã.',
    en: 'No agency has this code. Check it.',
  },
  'finance.no_such_commune': {
    vi: 'Không có xã, phường mang mã này. Hãy kiểm tra lại mã.',
    en: 'No commune has this code. Check it.',
  },
  'finance.agency_has_unit': {
    vi: 'Cơ quan này đã có mã số đơn vị {code} ở cùng cấp ngân sách. Hãy mở đơn vị đó để thay đổi thông tin.',
    en: 'This organisation has the unit {code} in the same budget already. Open that one and change it.',
  },
  'finance.no_such_unit': {
    vi: 'Không có đơn vị mang mã này vào ngày đó. Hãy kiểm tra lại mã số và ngày.',
    en: 'There is no unit with this code on that day. Check the code and the day.',
  },
  'finance.units_below_higher': {
    vi: 'Đơn vị này có đơn vị cấp dưới ở cấp {level}. Hãy chọn cấp cao hơn, hoặc chuyển các đơn vị cấp dưới trước.',
    en: 'A unit below this one is of level {level}. Choose a higher level, or move the units below first.',
  },
  'finance.unit_has_units': {
    vi: 'Còn {count} đơn vị cấp dưới. Hãy chuyển hoặc đóng các đơn vị đó trước.',
    en: '{count} units stand below it. Move or close them first.',
  },
  'finance.unit_holds_assets': {
    vi: 'Đơn vị còn quản lý {count} tài sản công. Hãy điều chuyển hoặc xử lý tài sản trước.',
    en: 'The unit still holds {count} public assets. Transfer or dispose of them first.',
  },
  'finance.unit_owes': {
    vi: 'Đơn vị còn {count} khoản nợ chưa trả hết. Hãy trả nợ hoặc chuyển nghĩa vụ trước.',
    en: 'The unit still owes under {count} debts. Repay or hand them over first.',
  },
  'finance.remaining_over_price': {
    vi: 'Giá trị còn lại không được lớn hơn nguyên giá. Hãy kiểm tra lại hai số.',
    en: 'An asset is worth no more than its original price. Check both amounts.',
  },
  'finance.area_needed': {
    vi: 'Nhà, đất phải có diện tích. Hãy nhập diện tích.',
    en: 'Land and buildings have an area. Enter it.',
  },
  'finance.land_does_not_depreciate': {
    vi: 'Đất không tính hao mòn. Hãy bỏ trống ô này.',
    en: 'Land does not depreciate. Leave this empty.',
  },
  'finance.years_needed': {
    vi: 'Hãy nhập số năm tính hao mòn của tài sản này.',
    en: 'Enter the years over which this asset depreciates.',
  },
  'finance.used_before_held': {
    vi: 'Ngày đưa vào sử dụng không được sau ngày ghi nhận. Hãy kiểm tra lại ngày.',
    en: 'It came into use no later than it was recorded. Check the days.',
  },
  'finance.no_such_asset': {
    vi: 'Không có tài sản công này vào ngày đó. Hãy kiểm tra lại mã và ngày.',
    en: 'There is no such public asset on that day. Check the code and the day.',
  },
  'finance.holds_it_already': {
    vi: 'Đơn vị này đang quản lý tài sản đó. Hãy chọn đơn vị nhận khác.',
    en: 'This unit holds the asset already. Choose another one.',
  },
  'finance.no_such_receiver': {
    vi: 'Không có đơn vị nhận mang mã này vào ngày đó. Hãy kiểm tra lại mã số đơn vị nhận.',
    en: 'No unit that could receive it has this code on that day. Check the code.',
  },
  'finance.matures_before': {
    vi: 'Ngày đáo hạn phải sau ngày ký. Hãy kiểm tra lại ngày.',
    en: 'A debt matures after it was signed. Check the days.',
  },
  'finance.repayment_outside': {
    vi: 'Ngày trả gốc lần đầu phải sau ngày ký và không sau ngày đáo hạn. Hãy kiểm tra lại ngày.',
    en: 'The first repayment comes after signing and no later than maturity. Check the days.',
  },
  'finance.no_such_debt': {
    vi: 'Không có khoản nợ này vào ngày đó. Hãy kiểm tra lại mã và ngày.',
    en: 'There is no such debt on that day. Check the code and the day.',
  },
  'finance.repaid_over_outstanding': {
    vi: 'Số trả nhiều hơn dư nợ vào ngày {date}. Hãy kiểm tra lại số tiền và ngày.',
    en: 'More would be paid than is owed on {date}. Check the amount and the day.',
  },
  'finance.drawn_over_principal': {
    vi: 'Tổng vốn rút vượt trị giá cam kết. Hãy kiểm tra lại số tiền.',
    en: 'More would be drawn than was agreed. Check the amount.',
  },
  'finance.no_tax_code': {
    vi: 'Mã số thuế này không đúng (sai chữ số kiểm tra). Hãy kiểm tra lại.',
    en: 'This is no tax code (its check digit is wrong). Check it.',
  },
  'finance.lapses_before': {
    vi: 'Ngày hết hiệu lực phải sau ngày cấp bảo lãnh. Hãy kiểm tra lại ngày.',
    en: 'A guarantee lapses after it was issued. Check the days.',
  },
  'finance.no_such_guarantee': {
    vi: 'Không có bảo lãnh này đang có hiệu lực vào ngày đó. Hãy kiểm tra lại mã và ngày.',
    en: 'No such guarantee stands on that day. Check the code and the day.',
  },
  'finance.over_guarantee': {
    vi: 'Dư nợ được bảo lãnh sẽ vượt hạn mức vào ngày {date}. Hãy kiểm tra lại số tiền.',
    en: 'More would be guaranteed than the limit on {date}. Check the amount.',
  },
  'finance.year_to_come': {
    vi: 'Năm ngân sách này chưa bắt đầu. Hãy chọn năm khác.',
    en: 'This budget year has not begun. Choose another year.',
  },
  'finance.unit_not_there_then': {
    vi: 'Đơn vị không hoạt động trong năm ngân sách đó. Hãy kiểm tra lại mã số đơn vị và năm.',
    en: 'The unit was not there in that budget year. Check the code and the year.',
  },
  'finance.nothing_below': {
    vi: 'Đơn vị không có đơn vị cấp dưới trong năm đó nên không có số tổng hợp. Hãy nộp báo cáo riêng của đơn vị.',
    en: 'No unit stood below this one in that year, so there is nothing to consolidate. Submit the unit’s own result.',
  },
  'finance.line_twice': {
    vi: 'Khoản {sector}, mục {item} được nhập hai lần. Hãy gộp thành một dòng.',
    en: 'Sector {sector}, item {item} was entered twice. Make it one line.',
  },
  'finance.settled_over_executed': {
    vi: 'Khoản {sector}, mục {item}: số quyết toán lớn hơn số thực hiện. Hãy kiểm tra lại.',
    en: 'Sector {sector}, item {item}: more was settled than executed. Check both.',
  },
  'finance.year_closed': {
    vi: 'Năm này đã duyệt và đã khóa. Hãy dùng đính chính nếu số liệu sai.',
    en: 'This year was approved and is closed. Correct a figure that is wrong.',
  },
  'finance.year_open': {
    vi: 'Năm này chưa duyệt. Hãy sửa và nộp lại báo cáo.',
    en: 'This year is not approved yet. Change the figures and submit them again.',
  },
  'finance.no_such_result': {
    vi: 'Chưa có báo cáo này. Hãy kiểm tra lại đơn vị và năm.',
    en: 'There is no such result. Check the unit and the year.',
  },
  'finance.not_submitted': {
    vi: 'Báo cáo không ở trạng thái chờ duyệt. Hãy mở lại để xem trạng thái mới.',
    en: 'The result is not waiting for approval. Open it again to see what became of it.',
  },
  'finance.not_approved': {
    vi: 'Báo cáo chưa được duyệt. Hãy duyệt trước khi ghi nhận phê chuẩn.',
    en: 'The result is not approved yet. Have it approved first.',
  },
  'finance.own_result': {
    vi: 'Người nộp báo cáo không được tự duyệt hay trả lại. Hãy nhờ một công chức khác.',
    en: 'Who submitted a result does not decide on it. Ask another officer.',
  },
  'finance.result_differs': {
    vi: 'Số tổng hợp khác với các đơn vị cấp dưới đã duyệt ở {count} dòng. Hãy xem chênh lệch và trả lại để sửa.',
    en: 'The consolidated figures differ from the approved ones below in {count} lines. See by how much, and send it back.',
  },
} as const satisfies Record<string, Bilingual>;
