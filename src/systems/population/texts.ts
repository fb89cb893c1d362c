import type { Bilingual } from '../../kernel/text.ts';

export const sentences: Record<string, Bilingual> = {
  'population.unknown_person': {
    vi: 'Không tìm thấy số định danh {number} trong Cơ sở dữ liệu quốc gia về dân cư. Hãy kiểm tra lại số.',
    en: 'The personal number {number} is not in the National Population Database. Check the number.',
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
  'residence.not_competent': {
    vi: 'Nơi thường trú của cha, mẹ không thuộc địa bàn của cơ quan này. Hãy chuyển hồ sơ đến Công an cấp xã nơi đó.',
    en: 'The parent does not live where this office is competent. Send the case to the police of that commune.',
  },
};
