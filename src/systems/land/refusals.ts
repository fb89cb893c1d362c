import type { Bilingual } from '../../kernel/text.ts';

/** What is said when a registration is refused: why, and what to do next. */
export const refusals: Record<string, Bilingual> = {
  'land.parcel_ended': {
    vi: 'Thửa đất {code} không còn từ ngày {date} (đã tách, hợp hoặc đổi ranh giới). Hãy mở các thửa đất mới của nó.',
    en: 'The parcel {code} is no more since {date} (split, merged or redrawn). Open the parcels that came of it.',
  },
  'land.not_registered': {
    vi: 'Thửa đất {code} chưa đăng ký. Hãy đăng ký lần đầu trước.',
    en: 'The parcel {code} has not been registered. Do its first registration before this.',
  },
  'land.registered_already': {
    vi: 'Thửa đất {code} đã đăng ký. Hãy đăng ký biến động thay cho đăng ký lần đầu.',
    en: 'The parcel {code} has been registered. Register a change instead of a first registration.',
  },
  'land.not_competent': {
    vi: 'Thửa đất không thuộc địa bàn của Văn phòng đăng ký đất đai này. Hãy chuyển hồ sơ đến tỉnh nơi có đất.',
    en: 'The land lies where this office is not competent. Send the case to the office of that province.',
  },
  'land.day_to_come': {
    vi: 'Ngày có hiệu lực chưa đến. Hãy đăng ký vào ngày đó hoặc chọn ngày sớm hơn.',
    en: 'This day has not come. Register on that day, or choose an earlier one.',
  },
  'land.day_before_last_change': {
    vi: 'Đã có biến động được đăng ký từ ngày {date}. Hãy chọn ngày đó hoặc ngày sau đó.',
    en: 'A change from {date} on has been registered. Choose that day or a later one.',
  },
  'land.seized': {
    vi: 'Thửa đất đang bị {by} kê biên, ngăn chặn từ ngày {since}. Chỉ đăng ký được sau khi có quyết định giải tỏa.',
    en: 'The land is under seizure by {by} since {since}. It can be registered once an order lifts the seizure.',
  },
  'land.certificate_needed': {
    vi: 'Thửa đất chưa có giấy chứng nhận đang có hiệu lực. Hãy cấp giấy chứng nhận trước.',
    en: 'There is no valid certificate for the land. Have one issued first.',
  },
  'land.certificate_unknown': {
    vi: 'Không có giấy chứng nhận {serial}. Hãy kiểm tra số phát hành.',
    en: 'There is no certificate {serial}. Check its serial.',
  },
  'land.term_over': {
    vi: 'Thời hạn sử dụng đất đã hết ngày {date}. Hãy gia hạn trước.',
    en: 'The term of the right ended on {date}. Have it extended first.',
  },
  'land.duty_owed': {
    vi: 'Còn nghĩa vụ tài chính về đất chưa hoàn thành. Hãy nộp và xóa nợ trước.',
    en: 'A financial obligation for the land is still owed. Pay it and have it deleted first.',
  },
  'land.mortgagee_consent_needed': {
    vi: 'Đất đang thế chấp tại {mortgagee}. Hãy ghi số văn bản đồng ý của bên nhận thế chấp.',
    en: 'The land is mortgaged to {mortgagee}. Give the number of the paper by which they agree.',
  },
  'land.mortgaged_already': {
    vi: 'Đã có thế chấp thứ tự {rank} tại {mortgagee} từ ngày {since}. Hãy xóa thế chấp đó, hoặc đăng ký thứ tự sau.',
    en: 'There is a mortgage of rank {rank} to {mortgagee} since {since}. Release it, or register the next rank.',
  },
  'land.rank_not_next': {
    vi: 'Thứ tự ưu tiên tiếp theo là {rank}. Hãy dùng thứ tự đó.',
    en: 'The next rank is {rank}. Use that.',
  },
  'land.mortgages_in_both': {
    vi: 'Nhiều thửa có thế chấp cùng thứ tự. Hãy xóa bớt thế chấp trước khi hợp thửa.',
    en: 'Several of the parcels bear a mortgage of the same rank. Release all but one before the merger.',
  },
  'land.consent_missing': {
    vi: 'Chưa có sự đồng ý của: {numbers}. Tất cả người có quyền chung và vợ, chồng phải ký; hãy bổ sung số định danh.',
    en: 'These have not agreed: {numbers}. All who hold the right together, and spouses, must sign; add their numbers.',
  },
  'land.order_needed': {
    vi: 'Căn cứ phải là quyết định, bản án hoặc quyết định thi hành án. Hãy chọn đúng loại giấy tờ.',
    en: 'This takes a decision, a judgment or an order of enforcement. Choose that kind of paper.',
  },
  'land.contract_unknown': {
    vi: 'Không có hợp đồng công chứng này, hoặc hợp đồng không dành cho bên yêu cầu. Hãy kiểm tra lại mã hợp đồng.',
    en: 'There is no such contract, or it is not for who asks. Check the id of the contract.',
  },
  'land.contract_used': {
    vi: 'Hợp đồng số {number} đã được đăng ký. Hãy mở hồ sơ thửa đất để xem kết quả.',
    en: 'Contract {number} has been registered. Open the file of the parcel to see what came of it.',
  },
  'land.contract_filed_already': {
    vi: 'Tổ chức công chứng đã gửi hợp đồng số {number}. Hãy dùng số khác nếu là hợp đồng khác.',
    en: 'This notary has filed contract {number} before. Use another number for another contract.',
  },
  'land.paper_unfit': {
    vi: 'Loại giấy tờ này không làm căn cứ cho việc đăng ký được chọn. Hãy chọn đúng loại: hợp đồng, văn bản phân chia di sản hoặc bản án.',
    en: 'This cannot be registered by this kind of paper. Choose the one the law names: a contract, the division of an estate, or a judgment.',
  },
  'land.holder_alive': {
    vi: 'Người có quyền còn sống nên chưa mở thừa kế. Hãy chọn hình thức chuyển quyền khác.',
    en: 'Who holds the right is alive, so nothing is inherited. Choose another form of transfer.',
  },
  'land.holder_without_number': {
    vi: 'Người có quyền {name} chưa có số định danh trong hồ sơ đất đai. Hãy bổ sung số định danh trước khi đăng ký.',
    en: '{name}, who holds a right, has no personal number in the register. Have the number added first.',
  },
  'land.amount_needed': {
    vi: 'Nghĩa vụ tài chính phải có số tiền. Hãy nhập số tiền còn nợ.',
    en: 'What is owed has an amount. Enter it.',
  },
  'land.term_none': {
    vi: 'Đất được sử dụng ổn định lâu dài, không có thời hạn để gia hạn.',
    en: 'The right has no term: there is nothing to extend.',
  },
  'land.term_not_later': {
    vi: 'Thời hạn mới phải sau ngày {date}. Hãy chọn ngày muộn hơn.',
    en: 'The new term must end after {date}. Choose a later day.',
  },
  'land.term_too_long': {
    vi: 'Thời hạn không quá 70 năm, tức đến ngày {date}. Hãy chọn ngày sớm hơn.',
    en: 'No term is longer than seventy years, which is {date}. Choose an earlier day.',
  },
  'land.extension_decision_needed': {
    vi: 'Gia hạn cho đất này cần quyết định của cơ quan có thẩm quyền. Hãy ghi số quyết định.',
    en: 'The term of this land is extended by a decision. Give its number.',
  },
  'land.decision_needed': {
    vi: 'Chuyển đất nông nghiệp sang mục đích khác cần quyết định cho phép. Hãy ghi số quyết định.',
    en: 'Agricultural land is put to another use by a decision that allows it. Give the number of the decision.',
  },
  'land.survey_needed': {
    vi: 'Diện tích lệch quá hạn sai nên cần kết quả đo đạc hoặc biên bản xác nhận của các chủ liền kề. Hãy ghi giấy tờ đó.',
    en: 'The area is off by more than points may be: name the survey, or the minutes that the neighbours signed.',
  },
  'land.use_unchanged': {
    vi: 'Đất đang được dùng vào mục đích này. Hãy chọn mục đích khác.',
    en: 'This is the use that the land has. Choose another.',
  },
  'land.area_fits': {
    vi: 'Diện tích trên giấy đã bằng diện tích đo đạc, không cần đính chính.',
    en: 'The legal area is the measured one already. There is nothing to correct.',
  },
  'land.area_to_correct_first': {
    vi: 'Diện tích trên giấy của thửa {code} lệch {off_m2} m² so với đo đạc (hạn sai {most_m2} m²). Hãy đính chính diện tích trước.',
    en: 'The legal area of {code} is off by {off_m2} m² (tolerance {most_m2} m²). Correct the area first.',
  },
  'land.share_malformed': {
    vi: 'Phần quyền phải là phân số lớn hơn 0 và không quá 1, ví dụ 1/2. Hãy sửa lại.',
    en: 'A share is a fraction above 0 and at most 1, like 1/2. Correct it.',
  },
  'land.share_too_fine': {
    vi: 'Phần quyền quá nhỏ (mẫu số tối đa {most}). Hãy làm tròn theo thỏa thuận.',
    en: 'The share is too fine (denominators to {most}). Round it by agreement.',
  },
  'land.shares_not_whole': {
    vi: 'Các phần quyền cộng lại bằng {sum}, phải bằng 1. Hãy kiểm tra lại từng phần.',
    en: 'The shares come to {sum}; they must come to 1. Check each.',
  },
  'land.share_exceeded': {
    vi: 'Phần chuyển lớn hơn phần quyền đang có. Hãy giảm các phần nhận.',
    en: 'More is given away than there is. Make the shares received smaller.',
  },
  'land.party_twice': {
    vi: 'Một người được ghi hai lần. Hãy gộp thành một phần quyền.',
    en: 'A party is named twice. Make one share of both.',
  },
  'land.group_too_small': {
    vi: 'Vợ chồng gồm đúng hai người khác nhau; nhóm hoặc hộ gồm ít nhất hai người. Hãy kiểm tra các số định danh.',
    en: 'A couple is two different people; a group or household two at least. Check the numbers.',
  },
  'land.right_not_there': {
    vi: 'Quyền này không còn trên thửa đất. Hãy mở lại hồ sơ thửa đất.',
    en: 'This right is not in the parcel any more. Open the file of the parcel again.',
  },
  'land.transfer_to_self': {
    vi: 'Bên nhận đang là người có quyền được chuyển. Hãy kiểm tra bên nhận.',
    en: 'Who receives has the right that passes. Check who receives.',
  },
  'land.unknown_person': {
    vi: 'Không tìm thấy số định danh {number} trong Cơ sở dữ liệu quốc gia về dân cư. Hãy kiểm tra lại số.',
    en: 'The personal number {number} is not in the National Population Database. Check the number.',
  },
  'land.person_died': {
    vi: 'Người có số định danh {number} đã chết nên không thể nhận quyền. Hãy ghi người thừa kế.',
    en: 'The person with the number {number} has died and can receive no right. Name the heirs.',
  },
  'land.restriction_not_there': {
    vi: 'Thế chấp, kê biên hoặc hạn chế này không còn trên thửa đất. Hãy mở lại hồ sơ thửa đất.',
    en: 'This mortgage, seizure or restriction is not there any more. Open the file of the parcel again.',
  },
  'land.responsibility_not_there': {
    vi: 'Nghĩa vụ này không còn trên thửa đất. Hãy mở lại hồ sơ thửa đất.',
    en: 'This responsibility is not there any more. Open the file of the parcel again.',
  },
  'land.unit_of_several_parcels': {
    vi: 'Giấy chứng nhận này gồm nhiều thửa đất. Hãy cấp đổi thành từng giấy cho từng thửa trước.',
    en: 'The certificate is about several parcels. Have one issued for each first.',
  },
  'land.no_way_to_road': {
    vi: 'Có thửa sau khi tách không giáp đường giao thông. Hãy ghi lối đi qua thửa kia, hoặc chọn đường chia khác.',
    en: 'A part would not lie at a public road. Name its way over the other, or choose another line.',
  },
  'land.different_holders': {
    vi: 'Các thửa có người sử dụng, phần quyền hoặc thời hạn khác nhau nên không hợp được. Hãy chuyển quyền trước.',
    en: 'The parcels differ in holders, shares or terms and cannot be merged. Transfer the rights first.',
  },
  'land.different_land_use': {
    vi: 'Các thửa có loại đất khác nhau nên không hợp được. Hãy chuyển mục đích sử dụng trước.',
    en: 'The parcels are of different kinds of land and cannot be merged. Change the land use first.',
  },
  'land.sheet_unknown': {
    vi: 'Không có tờ bản đồ số {sheet} ở xã này. Hãy kiểm tra số tờ.',
    en: 'There is no map sheet {sheet} in this commune. Check the number.',
  },
  'land.commune_unknown': {
    vi: 'Không có xã, phường mang mã này. Hãy kiểm tra mã theo danh mục hiện hành.',
    en: 'No commune has this code. Check it by the list of today.',
  },
  'land.boundary_does_not_fit': {
    vi: 'Ranh giới không khớp với các thửa {codes}, lệch trong hạn sai. Hãy bắt điểm vào ranh giới có sẵn.',
    en: 'The outline does not fit that of {codes}, by less than the tolerance. Snap it to the boundary that is there.',
  },
  'land.no_code_left': {
    vi: 'Không còn mã định danh nào cho thửa đất này. Hãy chọn đường chia khác.',
    en: 'No code is left for this parcel. Choose another line.',
  },
  'land.code_malformed': {
    vi: 'Mã định danh thửa đất gồm 12 chữ số và chữ cái (không có a, i, l, o). Hãy nhập lại.',
    en: 'A parcel code has 12 digits and letters (never a, i, l, o). Enter it again.',
  },
  'land.choose_one': {
    vi: 'Hãy chọn một mục.',
    en: 'Choose one.',
  },
  'land.numbers_malformed': {
    vi: 'Số định danh cá nhân gồm 12 chữ số, mã số doanh nghiệp gồm 10 chữ số. Hãy kiểm tra các số đã nhập.',
    en: 'A personal number has 12 digits, the code of an enterprise 10. Check the numbers.',
  },
  'land.points_malformed': {
    vi: 'Mỗi dòng gồm hai số: X (bắc) rồi Y (đông), tính bằng mét. Hãy sửa lại.',
    en: 'Each line has two numbers: X (north), then Y (east), in metres. Correct them.',
  },
  'land.number_needed': {
    vi: 'Hãy nhập một số.',
    en: 'Enter a number.',
  },
  'land.words_needed': {
    vi: 'Hãy nhập mã thửa đất, số tờ và số thửa, tên hoặc số định danh người sử dụng đất.',
    en: 'Enter a parcel code, sheet and parcel number, or a land user’s name or number.',
  },
};
