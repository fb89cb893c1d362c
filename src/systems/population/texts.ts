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
  'residence.not_competent': {
    vi: 'Nơi cư trú này không thuộc địa bàn của cơ quan này. Hãy chuyển hồ sơ đến Công an cấp xã nơi đó.',
    en: 'This place is not where this office is competent. Send the case to the police of that commune.',
  },
};
