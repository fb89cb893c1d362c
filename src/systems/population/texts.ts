import type { Bilingual } from '../../kernel/text.ts';

export const sentences: Record<string, Bilingual> = {
  'population.unknown_person': {
    vi: 'Không tìm thấy số định danh {number} trong Cơ sở dữ liệu quốc gia về dân cư. Hãy kiểm tra lại số.',
    en: 'The personal number {number} is not in the National Population Database. Check the number.',
  },
  'population.day_to_come': {
    vi: 'Không thể kiểm tra thẻ cho một ngày chưa tới. Hãy chọn hôm nay hoặc một ngày đã qua.',
    en: 'A card cannot be checked for a day to come. Choose today or a day before.',
  },
  'population.parent_younger': {
    vi: 'Người có số định danh {number} sinh sau ngày sinh của trẻ nên không thể là cha hoặc mẹ. Hãy kiểm tra lại.',
    en: 'The person with the number {number} was born after the child, so cannot be the parent. Check the number.',
  },
  'population.same_parents': {
    vi: 'Cha và mẹ không thể là cùng một người. Hãy kiểm tra lại hai số định danh.',
    en: 'Mother and father cannot be one person. Check the two numbers.',
  },
  'population.parent_sex': {
    vi: 'Người có số định danh {number} không cùng giới tính với vai trò cha hoặc mẹ đã chọn. Hãy kiểm tra lại.',
    en: 'The sex of the person with the number {number} does not fit: a mother is a woman, a father a man. Check the number.',
  },
  'population.parent_there_already': {
    vi: 'Người con đã có cha hoặc mẹ theo Cơ sở dữ liệu. Muốn thay đổi phải có quyết định của Tòa án hoặc đăng ký nuôi con nuôi.',
    en: 'The child has this parent already. A court decision or an adoption is needed to put another in the place.',
  },
  'population.birth_order': {
    vi: 'Ngày sinh này không phù hợp với ngày sinh của cha, mẹ hoặc con có số định danh {number}. Hãy kiểm tra lại.',
    en: 'This date of birth does not fit that of the parent or child with the number {number}. Check both.',
  },
  'population.before_birth': {
    vi: 'Ngày này trước ngày sinh ({date}). Hãy kiểm tra lại ngày.',
    en: 'This day is before the birth ({date}). Check the date.',
  },
  'population.not_changeable': {
    vi: 'Ngày sinh, nơi sinh, quê quán không thay đổi được; nếu ghi sai, hãy làm thủ tục cải chính.',
    en: 'Date of birth, place of birth and hometown do not change. If they were written wrongly, have them corrected.',
  },
  'population.dead': {
    vi: 'Người có số định danh {number} đã chết ngày {date}. Hãy kiểm tra lại số định danh và ngày.',
    en: 'The person with the number {number} died on {date}. Check the number and the date.',
  },
  'population.not_dead': {
    vi: 'Người có số định danh {number} không được ghi nhận là đã chết.',
    en: 'No death is recorded of the person with the number {number}. Check the number.',
  },
  'population.death_to_come': {
    vi: 'Ngày chết ở trong tương lai. Hãy kiểm tra lại ngày.',
    en: 'The day of death is in the future. Check the date.',
  },
  'population.changed_after_death': {
    vi: 'Cơ sở dữ liệu còn thông tin của người này từ ngày {date}, sau ngày chết. Hãy hủy thông tin đó trước.',
    en: 'The register has something of this person from {date}, after the death. Cancel that first.',
  },
  'population.same_spouses': {
    vi: 'Hai vợ, chồng không thể là cùng một người. Hãy kiểm tra lại hai số định danh.',
    en: 'Nobody marries themselves. Check the two numbers.',
  },
  'population.both_foreign': {
    vi: 'Ít nhất một trong hai người phải có số định danh cá nhân.',
    en: 'At least one of the two must have a personal number.',
  },
  'population.married_already': {
    vi: 'Người có số định danh {number} đang có vợ hoặc chồng trong khoảng thời gian này. Hãy kiểm tra tình trạng hôn nhân.',
    en: 'The person with the number {number} is married to another during this time. Check the marital status.',
  },
  'population.not_married': {
    vi: 'Ngày {date} người có số định danh {number} không có vợ hoặc chồng theo Cơ sở dữ liệu. Hãy kiểm tra lại.',
    en: 'On {date} the person with the number {number} is married to nobody. Check number and date.',
  },
  'population.guardian_not_able': {
    vi: 'Người giám hộ phải từ đủ 18 tuổi, còn sống và không phải là người được giám hộ. Hãy chọn người khác.',
    en: 'A guardian must be 18 or older, alive, and not the ward. Choose somebody else.',
  },
  'population.numbers_exhausted': {
    vi: 'Đã hết số định danh cho tỉnh {province}, năm {year}. Hãy báo cho Bộ Công an.',
    en: 'There are no personal numbers left for province {province} and year {year}. Tell the Ministry of Public Security.',
  },
  'residence.not_parent': {
    vi: 'Người được nêu không phải là cha hoặc mẹ của trẻ theo Cơ sở dữ liệu quốc gia về dân cư.',
    en: 'By the National Population Database the person named is not a parent of the child.',
  },
  'residence.parent_without_residence': {
    vi: 'Cha hoặc mẹ được chọn hiện không có nơi thường trú. Hãy chọn người kia, hoặc đăng ký thường trú cho cha, mẹ trước.',
    en: 'The chosen parent has no permanent residence now. Choose the other one, or register the parent first.',
  },
  'residence.not_a_minor': {
    vi: 'Người này đã đủ 18 tuổi nên phải tự đăng ký thường trú.',
    en: 'This person is 18 or older and registers their own residence.',
  },
  'residence.registered_already': {
    vi: 'Trẻ đã có nơi thường trú. Muốn đổi chỗ ở, hãy làm thủ tục chuyển nơi thường trú.',
    en: 'The child has a permanent residence already. To move, use the procedure for a change of residence.',
  },
  'residence.household_unknown': {
    vi: 'Không có hộ này, hoặc hộ không còn thành viên. Hãy kiểm tra lại mã hộ.',
    en: 'There is no such household any more. Check its code.',
  },
  'residence.one_head': {
    vi: 'Mỗi hộ có đúng một chủ hộ, và mỗi người chỉ được nêu một lần. Hãy kiểm tra lại quan hệ với chủ hộ.',
    en: 'A household has exactly one head, and nobody is named twice. Check what everybody is to the head.',
  },
  'residence.minor_alone': {
    vi: 'Hộ phải có ít nhất một người từ đủ 18 tuổi. Người chưa thành niên đăng ký cùng cha, mẹ hoặc người giám hộ.',
    en: 'Somebody of 18 or older must live in the household. Register minors with a parent or guardian.',
  },
  'residence.head_not_of_age': {
    vi: 'Chủ hộ phải từ đủ 18 tuổi. Hãy chọn người khác trong hộ.',
    en: 'The head of a household is 18 or older. Choose another member.',
  },
  'residence.head_needed': {
    vi: 'Chủ hộ chuyển đi nhưng còn người ở lại. Hãy chọn chủ hộ mới trong số những người ở lại.',
    en: 'The head leaves and others stay. Choose who of them becomes the head.',
  },
  'residence.lives_there_already': {
    vi: 'Người có số định danh {number} đã thường trú tại hộ này.',
    en: 'The person with the number {number} lives in this household already.',
  },
  'residence.not_member': {
    vi: 'Người có số định danh {number} không thường trú tại hộ này. Hãy kiểm tra lại.',
    en: 'The person with the number {number} does not live in this household. Check the number.',
  },
  'residence.stay_too_long': {
    vi: 'Thời hạn tạm trú tối đa 02 năm kể từ ngày {date}. Hãy chọn ngày kết thúc trong thời hạn đó.',
    en: 'A temporary residence lasts two years at most from {date}. Choose a last day within them.',
  },
  'residence.stay_at_home': {
    vi: 'Người này thường trú tại chính xã, phường này nên không đăng ký tạm trú ở đây.',
    en: 'The person lives permanently in this very commune, so needs no temporary residence here.',
  },
  'residence.without_residence': {
    vi: 'Người có số định danh {number} chưa có nơi thường trú hoặc tạm trú. Hãy đăng ký cư trú trước.',
    en: 'The person with the number {number} has no permanent or temporary residence. Register one first.',
  },
  'residence.absence_over': {
    vi: 'Ngày trở về đã qua. Hãy chọn một ngày từ hôm nay.',
    en: 'The last day of the absence is over. Choose today or a later day.',
  },
  'population.missing': {
    vi: 'Người có số định danh {number} đang bị Tòa án tuyên bố mất tích. Cần quyết định hủy tuyên bố trước.',
    en: 'A court has declared the person with the number {number} missing. That must be revoked first.',
  },
  'residence.nobody_moves': {
    vi: 'Chưa chọn ai. Hãy chọn quan hệ với chủ hộ cho từng người chuyển đến.',
    en: 'Nobody is chosen. Choose for each who moves what they become to the head.',
  },
  'residence.absence_too_long': {
    vi: 'Thời gian tạm vắng tối đa 10 năm. Hãy chọn ngày trở về sớm hơn.',
    en: 'An absence lasts ten years at most. Choose an earlier last day.',
  },
  'residence.commune_unknown': {
    vi: 'Không có xã, phường này. Hãy chọn lại nơi đến.',
    en: 'There is no such commune. Choose the place again.',
  },
  'residence.minor_applies': {
    vi: 'Người chưa đủ 18 tuổi đăng ký cư trú qua cha, mẹ hoặc người giám hộ. Hãy nhờ họ nộp hồ sơ.',
    en: 'Minors register their residence through a parent or guardian. Ask them to apply.',
  },
  'residence.applicant_stays': {
    vi: 'Hồ sơ phải có chính bạn trong số người chuyển đến. Hãy chọn quan hệ của bạn với chủ hộ nơi đến.',
    en: 'You must be among those who move. Choose what you are to the head of the new household.',
  },
  'residence.no_head_there': {
    vi: 'Người có số định danh {number} không phải là chủ hộ tại xã, phường đã chọn. Hãy hỏi lại chủ hộ, hoặc lập hộ mới.',
    en: 'The person with the number {number} is no head of a household in that commune. Ask again, or make a household of your own.',
  },
  'residence.applied_already': {
    vi: 'Bạn đang có hồ sơ cùng loại chờ giải quyết. Hãy chờ kết quả, hoặc rút hồ sơ đó rồi nộp lại.',
    en: 'An application of yours of this kind is still open. Wait for it, or withdraw it and apply anew.',
  },
  'residence.too_many_applications': {
    vi: 'Bạn đang có {most} hồ sơ cư trú chờ giải quyết. Hãy chờ kết quả rồi nộp tiếp.',
    en: 'You have {most} applications about residence open. Wait for them before the next one.',
  },
  'residence.in_person': {
    vi: 'Hồ sơ này chỉ giải quyết trực tiếp. Hãy đến trụ sở Công an cấp xã nơi cư trú.',
    en: 'This can only be done in person. Go to the police of the commune.',
  },
  'residence.application_unknown': {
    vi: 'Không tìm thấy hồ sơ này. Hãy mở lại danh sách hồ sơ.',
    en: 'There is no such application. Open the list again.',
  },
  'residence.application_decided': {
    vi: 'Hồ sơ này đã được giải quyết hoặc đã rút. Hãy mở lại danh sách hồ sơ.',
    en: 'This application was decided or withdrawn already. Open the list again.',
  },
  'population.date_to_come': {
    vi: 'Ngày này ở trong tương lai. Hãy chọn hôm nay hoặc một ngày đã qua.',
    en: 'This day is to come. Choose today or a day before.',
  },
  'population.missing_too_soon': {
    vi: 'Chưa đủ 02 năm kể từ tin tức cuối cùng ({date}). Hãy kiểm tra lại quyết định của Tòa án.',
    en: 'Less than two years have passed since the last news ({date}). Check the decision of the court.',
  },
  'population.changed_since': {
    vi: 'Cơ sở dữ liệu còn thông tin của người này từ ngày {date}, sau ngày đã nhập. Hãy kiểm tra ngày, hoặc hủy thông tin đó trước.',
    en: 'The register has something of this person from {date}, after the day given. Check the day, or cancel that first.',
  },
  'population.not_missing': {
    vi: 'Ngày {date} người có số định danh {number} không bị tuyên bố mất tích. Hãy kiểm tra lại.',
    en: 'On {date} the person with the number {number} is not declared missing. Check number and date.',
  },
  'document.not_a_citizen': {
    vi: 'Người có số định danh {number} không có quốc tịch Việt Nam nên không được cấp thẻ căn cước.',
    en: 'The person with the number {number} is no national, so gets no identity card.',
  },
  'document.none': {
    vi: 'Người có số định danh {number} chưa có thẻ căn cước. Hãy cấp thẻ lần đầu.',
    en: 'The person with the number {number} has no identity card. Issue a first one.',
  },
  'document.none_to_renew': {
    vi: 'Chưa có thẻ nào để cấp đổi, cấp lại. Hãy chọn cấp lần đầu.',
    en: 'There is no card to renew. Choose a first card.',
  },
  'document.withheld': {
    vi: 'Thẻ đang bị tạm giữ. Hãy ghi nhận trả lại thẻ trước.',
    en: 'The card is withheld. Note its return first.',
  },
  'document.revoked': {
    vi: 'Thẻ đã bị thu hồi. Chỉ cấp thẻ mới khi người này trở lại quốc tịch Việt Nam.',
    en: 'The card was revoked. A new one is issued only on return of nationality.',
  },
  'document.there_already': {
    vi: 'Người này đã có thẻ. Hãy chọn lý do cấp đổi hoặc cấp lại.',
    en: 'There is a card already. Choose why it is renewed or replaced.',
  },
  'document.still_good': {
    vi: 'Thẻ còn giá trị trên 02 năm. Chỉ cấp đổi theo tuổi trong 02 năm trước khi thẻ hết hạn.',
    en: 'The card is good for more than two years. It is renewed by age within the two years before it runs out.',
  },
  'document.no_such_move': {
    vi: 'Tình trạng hiện nay của thẻ không cho phép việc này. Hãy mở lại trang để xem tình trạng mới.',
    en: 'The state of the card does not allow this. Open the page again to see it.',
  },
  'document.no_serial': {
    vi: 'Chưa cấp được số sê-ri. Hãy thử lại sau ít phút.',
    en: 'No serial could be given. Try again in a few minutes.',
  },
  'foreigner.unknown': {
    vi: 'Không có người nước ngoài mang mã này vào ngày đã chọn. Hãy kiểm tra lại mã và ngày.',
    en: 'There is no foreigner of this code on that day. Check code and day.',
  },
  'foreigner.known': {
    vi: 'Hộ chiếu này đã được ghi cho người có mã {id}. Hãy mở hồ sơ đó.',
    en: 'This passport is that of {id} already. Open that record.',
  },
  'foreigner.is_vietnamese': {
    vi: 'Người có quốc tịch Việt Nam không được ghi là người nước ngoài. Hãy chọn quốc tịch khác.',
    en: 'A national is no foreigner. Choose another nationality.',
  },
  'foreigner.passport_over': {
    vi: 'Hộ chiếu đã hết hoặc chưa rõ thời hạn. Hãy ghi hộ chiếu còn giá trị trước.',
    en: 'The passport is over, or it is not known until when it is good. Enter one that is good first.',
  },
  'foreigner.card_over': {
    vi: 'Ngày hết hạn của thẻ đã qua. Hãy chọn một ngày sau hôm nay.',
    en: 'The last day of the card is over. Choose a day after today.',
  },
  'foreigner.card_too_long': {
    vi: 'Thẻ có giá trị tối đa 10 năm. Hãy chọn ngày sớm hơn.',
    en: 'A card is good for ten years at most. Choose an earlier day.',
  },
  'foreigner.card_beyond_passport': {
    vi: 'Thẻ tạm trú phải hết hạn trước hộ chiếu ít nhất 30 ngày, chậm nhất ngày {date}.',
    en: 'A temporary card ends at least 30 days before the passport: by {date}.',
  },
  'foreigner.no_card': {
    vi: 'Người này không có thẻ cư trú để thu hồi. Hãy mở lại hồ sơ.',
    en: 'There is no residence card to withdraw. Open the record again.',
  },
  'foreigner.naturalised': {
    vi: 'Người này đã có quốc tịch Việt Nam. Hãy làm việc trên hồ sơ công dân.',
    en: 'This person is a national now. Work on the record of the person.',
  },
  'foreigner.regains': {
    vi: 'Người này từng là công dân Việt Nam với số định danh {number}. Hãy ghi nhận trở lại quốc tịch.',
    en: 'This person was a national with the number {number}. Record the return of nationality.',
  },
  'foreigner.no_national': {
    vi: 'Người có số định danh {number} không có quốc tịch Việt Nam vào ngày này. Hãy kiểm tra lại.',
    en: 'The person with the number {number} is no national on that day. Check number and day.',
  },
  'foreigner.national_already': {
    vi: 'Người có số định danh {number} đang có quốc tịch Việt Nam.',
    en: 'The person with the number {number} is a national already.',
  },
  'residence.not_competent': {
    vi: 'Nơi cư trú này không thuộc địa bàn của cơ quan này. Hãy chuyển hồ sơ đến Công an cấp xã nơi đó.',
    en: 'This place is not where this office is competent. Send the case to the police of that commune.',
  },
};
