import type { Bilingual } from '../../kernel/text.ts';

/** What is said when an act of civil status cannot be done. Read by the officer, and passed on to the parents. */
export const sentences: Record<string, Bilingual> = {
  'birth.already_registered': {
    vi: 'Việc sinh này đã được đăng ký, số {entryNumber}. Hãy đóng hồ sơ, hoặc cấp bản sao giấy khai sinh.',
    en: 'This birth is registered already, as {entryNumber}. Close the case, or issue a copy of the certificate.',
  },
  'birth.not_competent': {
    vi: 'Không có cha hoặc mẹ nào cư trú tại địa bàn của cơ quan này. Hãy chuyển hồ sơ đến Ủy ban nhân dân cấp xã nơi cha hoặc mẹ cư trú.',
    en: 'Neither parent lives where this office is competent. Send the case to the committee of a commune where a parent lives.',
  },
  'birth.evidence_needed': {
    vi: 'Cần giấy chứng sinh; nếu không có, cần văn bản của người làm chứng hoặc giấy cam đoan.',
    en: 'A birth notification is needed; without one, a statement of witnesses or an undertaking.',
  },
  'birth.notification_not_found': {
    vi: 'Không tìm thấy giấy chứng sinh này trong cơ sở dữ liệu y tế. Hãy đề nghị cơ sở y tế gửi lại.',
    en: 'The birth notification is not in the health register. Ask the hospital to send it again.',
  },
  'birth.contradicts_notification': {
    vi: 'Thông tin khai không khớp giấy chứng sinh. Hãy sửa theo giấy chứng sinh, hoặc đề nghị cơ sở y tế sửa giấy.',
    en: 'What is declared contradicts the birth notification. Follow the notification, or ask the hospital to correct it.',
  },
  'birth.differs': {
    vi: 'Mục này khác với giấy chứng sinh.',
    en: 'This differs from the birth notification.',
  },
  'birth.in_future': {
    vi: 'Ngày sinh nằm trong tương lai. Hãy kiểm tra lại.',
    en: 'The date of birth lies in the future. Check it.',
  },
  'birth.not_late': {
    vi: 'Trẻ sinh chưa quá {days} ngày nên đây không phải là đăng ký muộn. Hãy sửa lại hồ sơ.',
    en: 'The birth was not more than {days} days ago, so the registration is not late. Correct the case.',
  },
  'birth.parent_unknown': {
    vi: 'Không tìm thấy số định danh {number} của cha hoặc mẹ. Hãy kiểm tra lại số.',
    en: 'The number {number} of a parent is not in the population register. Check it.',
  },
  'birth.parent_too_young': {
    vi: 'Cha hoặc mẹ phải hơn con ít nhất {years} tuổi. Hãy kiểm tra lại số định danh và ngày sinh.',
    en: 'A parent must be at least {years} years older than the child. Check the number and the date of birth.',
  },
  'birth.parent_sex': {
    vi: 'Giới tính trong Cơ sở dữ liệu quốc gia về dân cư không khớp vai trò cha, mẹ. Hãy kiểm tra lại hai số định danh.',
    en: 'By the population register the sex does not fit mother or father. Check the two numbers.',
  },
  'birth.no_parent': {
    vi: 'Trẻ chưa xác định được cả cha và mẹ phải được đăng ký theo thủ tục trẻ bị bỏ rơi, tại nơi lập biên bản.',
    en: 'A child of whom neither parent is known is registered as a foundling, where the report was made.',
  },
  'birth.name_refused': {
    vi: 'Họ, tên của trẻ chưa đúng quy định. Hãy sửa theo hướng dẫn ở mục họ tên.',
    en: 'The name of the child cannot be registered so. Correct it as the field says.',
  },
  'birth.surname_of_neither': {
    vi: 'Họ của trẻ phải là họ của cha hoặc họ của mẹ; khi chưa xác định được cha thì theo họ mẹ.',
    en: 'The surname is the father’s or the mother’s; when the father is unknown, the mother’s.',
  },
  'birth.ethnic_group_of_neither': {
    vi: 'Dân tộc của trẻ phải theo dân tộc của cha hoặc của mẹ; khi chưa xác định được cha thì theo mẹ.',
    en: 'The ethnic group is the father’s or the mother’s; when the father is unknown, the mother’s.',
  },
  'birth.nationality_of_neither': {
    vi: 'Quốc tịch của trẻ phải là quốc tịch của cha hoặc của mẹ.',
    en: 'The nationality of the child must be that of a parent.',
  },
  'birth.nationality_agreement_needed': {
    vi: 'Để trẻ mang quốc tịch nước ngoài, cần văn bản thỏa thuận của cha và mẹ.',
    en: 'For a foreign nationality of the child, the parents’ written agreement is needed.',
  },
  'birth.recognition_needed': {
    vi: 'Cha mẹ không có đăng ký kết hôn: cần đăng ký nhận cha, mẹ, con với sự đồng ý của cả hai, hoặc để trống phần người cha.',
    en: 'The parents are not married: a recognition with the consent of both is needed, or the part of the father stays empty.',
  },
  'birth.recognition_not_needed': {
    vi: 'Cha mẹ đã đăng ký kết hôn nên không cần thủ tục nhận con. Hãy bỏ phần này.',
    en: 'The parents are married, so there is nothing to recognise. Leave this part out.',
  },
  'birth.recognised_by_nobody': {
    vi: 'Người nhận con chưa được ghi trong phần cha hoặc mẹ. Hãy bổ sung.',
    en: 'Whoever recognises the child is not named as a parent. Add them.',
  },
  'birth.husband_presumed': {
    vi: 'Người mẹ đang có chồng theo đăng ký kết hôn số {entryNumber}: con sinh ra là con chung. Ghi người khác, hoặc để trống, cần quyết định của Tòa án.',
    en: 'The mother is married (entry {entryNumber}), so her husband is the father. Another, or nobody, needs a court decision.',
  },
  'entry.number_needed': {
    vi: 'Hãy nhập số định danh gồm 12 chữ số.',
    en: 'Enter a personal number of 12 digits.',
  },
  'entry.not_your_office': {
    vi: 'Sổ hộ tịch này thuộc nơi khác. Chỉ công chức tư pháp – hộ tịch của xã, phường giữ sổ mới được đọc và ghi.',
    en: 'This book is kept elsewhere. Only the civil-status officer of the commune that keeps it may read it and write in it.',
  },
  'entry.not_competent': {
    vi: 'Không người nào trong việc này cư trú tại địa bàn của bạn. Hãy hướng dẫn người dân đến Ủy ban nhân dân cấp xã nơi một trong các bên cư trú.',
    en: 'None of the people concerned lives in your commune. Send them to the committee of a commune where one of them lives.',
  },
  'entry.not_found': {
    vi: 'Không có việc hộ tịch này trong sổ mà bạn được xem. Hãy kiểm tra lại số đăng ký.',
    en: 'There is no such entry in the books that you may see. Check its number.',
  },
  'entry.person_unknown': {
    vi: 'Không tìm thấy số định danh {number} trong Cơ sở dữ liệu quốc gia về dân cư. Hãy kiểm tra lại số.',
    en: 'The number {number} is not in the population register. Check it.',
  },
  'entry.person_dead': {
    vi: '{name} đã chết theo Cơ sở dữ liệu quốc gia về dân cư. Hãy kiểm tra lại số định danh.',
    en: 'By the population register {name} has died. Check the number.',
  },
  'entry.in_future': {
    vi: 'Ngày này nằm trong tương lai. Hãy kiểm tra lại.',
    en: 'This date lies in the future. Check it.',
  },
  'entry.there_already': {
    vi: 'Việc này vừa được đăng ký. Hãy mở lại sổ để xem.',
    en: 'This has just been registered. Open the book again to see it.',
  },
  'entry.cancelled_already': {
    vi: 'Việc hộ tịch này đã bị hủy. Không cần làm gì thêm.',
    en: 'This entry is cancelled already. Nothing more is to be done.',
  },
  'entry.rests_on_it': {
    vi: 'Đã có việc hộ tịch đăng ký sau dựa trên việc này. Hãy hủy việc đăng ký sau trước.',
    en: 'A later entry rests on this one. Cancel that one first.',
  },
  'entry.not_cancelled_here': {
    vi: 'Việc khai sinh và việc nhập từ sổ giấy không hủy tại đây. Hãy lập hồ sơ thu hồi, hủy bỏ giấy tờ hộ tịch.',
    en: 'Births and entries from paper books are not cancelled here. Open a case of revocation.',
  },
  'legacy.problems': {
    vi: 'Tệp còn {count} chỗ chưa đúng nên chưa nhập dòng nào. Hãy chạy thử để xem từng dòng, sửa rồi gửi lại.',
    en: 'The file has {count} problems, so nothing was taken in. Try it to see each row, put it right and send it again.',
  },
  'paper.no_certificate': {
    vi: 'Loại việc này không có giấy chứng nhận riêng. Hãy cấp trích lục.',
    en: 'There is no certificate of this kind of entry. Issue an extract.',
  },
  'paper.entry_cancelled': {
    vi: 'Việc hộ tịch đã bị hủy nên không cấp giấy tờ. Hãy kiểm tra lại số đăng ký.',
    en: 'The entry is cancelled, so no paper is issued of it. Check the number.',
  },
  'paper.entry_ended': {
    vi: 'Việc này đã chấm dứt nên không cấp giấy chứng nhận. Hãy cấp trích lục có ghi chú.',
    en: 'This is over, so no certificate is issued. Issue an extract, which bears the note.',
  },
  'marriage.not_man_and_woman': {
    vi: 'Kết hôn là giữa một nam và một nữ. Hãy kiểm tra lại hai số định danh.',
    en: 'A marriage is between a man and a woman. Check the two numbers.',
  },
  'marriage.both_foreign': {
    vi: 'Ít nhất một bên phải có số định danh cá nhân. Hai người nước ngoài đăng ký theo thủ tục khác.',
    en: 'At least one of the two must have a personal number. Two foreigners follow another procedure.',
  },
  'marriage.too_young': {
    vi: '{name} chưa đủ {years} tuổi nên chưa được kết hôn. Hãy từ chối và giải thích.',
    en: '{name} is not yet {years} years old and may not marry. Refuse, and explain why.',
  },
  'marriage.consent_missing': {
    vi: 'Cả hai bên phải có mặt và cùng tự nguyện đồng ý. Chỉ đăng ký khi cả hai đã có mặt.',
    en: 'Both must be present and agree of their own will. Register when both are there.',
  },
  'marriage.foreign_evidence_needed': {
    vi: 'Người nước ngoài phải có giấy xác nhận đủ điều kiện kết hôn. Hãy ghi số của giấy.',
    en: 'A foreigner needs a paper that says that they may marry. Enter its number.',
  },
  'marriage.married_already': {
    vi: '{name} đang có vợ, chồng theo đăng ký kết hôn số {entryNumber}. Không thể đăng ký kết hôn lần nữa.',
    en: '{name} is married (entry {entryNumber}). No other marriage can be registered.',
  },
  'marriage.transcribed_doubt': {
    vi: 'Sổ giấy đã số hóa ghi {name} ở số {entryNumber}, năm {year} ({agencyName}): có thể đã kết hôn hoặc đã chết. Hãy xem việc đó; nếu vẫn được kết hôn thì ghi rõ đã xem gì và vì sao.',
    en: 'A transcribed paper book names {name} in entry {entryNumber} of {year} ({agencyName}): married, or dead. Look at it; if they may marry all the same, write down what you found and why.',
  },
  'marriage.close_kin': {
    vi: 'Hai người có quan hệ mà luật cấm kết hôn: cùng dòng máu trong phạm vi ba đời, nuôi dưỡng hoặc thông gia trực hệ. Hãy từ chối.',
    en: 'The two are related in a way that forbids marriage: within three generations, by adoption, or in direct line by marriage. Refuse.',
  },
  'death.dead_already': {
    vi: '{name} đã được ghi nhận là đã chết. Hãy tra cứu sổ khai tử.',
    en: 'The death of {name} is recorded already. Look into the book of deaths.',
  },
  'death.registered_already': {
    vi: 'Đã đăng ký khai tử, số {entryNumber}. Hãy cấp bản sao trích lục.',
    en: 'The death is registered already, as {entryNumber}. Issue a copy of the extract.',
  },
  'death.before_birth': {
    vi: 'Ngày chết trước ngày sinh. Hãy kiểm tra lại ngày và số định danh.',
    en: 'The day of death lies before the birth. Check the day and the number.',
  },
  'death.declared_by_the_dead': {
    vi: 'Người đi khai không thể là người chết. Hãy kiểm tra lại số định danh của người đi khai.',
    en: 'The declarant cannot be the deceased. Check the declarant’s number.',
  },
  'death.late_reason_needed': {
    vi: 'Khai sau thời hạn {days} ngày. Hãy ghi lý do khai muộn.',
    en: 'Declared after the {days} days of the law. Enter why.',
  },
  'divorce.effective_before_judgment': {
    vi: 'Ngày có hiệu lực trước ngày ra bản án. Hãy kiểm tra lại hai ngày.',
    en: 'It takes effect before the day of the judgment. Check both days.',
  },
  'divorce.not_married': {
    vi: 'Theo sổ hộ tịch, người này không có hôn nhân vào ngày bản án có hiệu lực. Hãy kiểm tra lại số định danh và ngày.',
    en: 'By the books this person was not married on the day on which the judgment takes effect. Check the number and the day.',
  },
  'divorce.not_transcribed': {
    vi: 'Việc kết hôn nằm trong sổ giấy chưa số hóa. Hãy nhập sổ giấy của năm đó trước, hoặc ghi chú vào sổ giấy.',
    en: 'The marriage stands in a paper book that is not transcribed. Take in the book of that year first, or note it on paper.',
  },
  'divorce.entry_elsewhere': {
    vi: 'Việc kết hôn đăng ký ở nơi khác. Hãy chuyển bản án đến Ủy ban nhân dân nơi giữ sổ kết hôn.',
    en: 'The marriage is in the book of another commune. Send the judgment there.',
  },
  'divorce.before_marriage': {
    vi: 'Bản án có hiệu lực trước ngày kết hôn. Hãy kiểm tra lại ngày.',
    en: 'The judgment takes effect before the marriage. Check the day.',
  },
  'recognition.own_parent': {
    vi: 'Người nhận và người được nhận là một. Hãy kiểm tra lại hai số định danh.',
    en: 'Parent and child are the same person. Check the two numbers.',
  },
  'recognition.parent_sex': {
    vi: 'Giới tính không khớp vai trò cha, mẹ. Hãy kiểm tra lại số định danh.',
    en: 'The sex does not fit father or mother. Check the number.',
  },
  'recognition.parent_there': {
    vi: 'Người con đã có {name} là cha hoặc mẹ. Thay đổi cần quyết định của Tòa án.',
    en: 'The child has a parent of that kind already: {name}. A change needs a court decision.',
  },
  'recognition.consent_missing': {
    vi: 'Cần sự đồng ý của người cha, mẹ còn lại hoặc của người con đã thành niên. Hãy bổ sung.',
    en: 'The other parent, or the child who is of age, must agree. Ask for it.',
  },
  'adoption.no_adopter': {
    vi: 'Chưa có người nhận con nuôi. Hãy nhập số định danh của cha nuôi hoặc mẹ nuôi.',
    en: 'There is no adopter. Enter the number of the adoptive father or mother.',
  },
  'adoption.adopter_sex': {
    vi: 'Giới tính không khớp vai trò cha nuôi, mẹ nuôi. Hãy kiểm tra lại số định danh.',
    en: 'The sex does not fit adoptive father or mother. Check the numbers.',
  },
  'adoption.close_kin': {
    vi: 'Ông, bà không được nhận cháu, anh, chị, em không được nhận nhau làm con nuôi; cha, mẹ không nhận con đẻ. Hãy từ chối.',
    en: 'Grandparents may not adopt grandchildren, nor siblings each other, nor parents their own child. Refuse.',
  },
  'adoption.not_a_couple': {
    vi: 'Hai người cùng nhận con nuôi phải là vợ chồng. Hãy kiểm tra lại đăng ký kết hôn.',
    en: 'Two who adopt together must be married to each other. Check their marriage.',
  },
  'adoption.couple_together': {
    vi: 'Người nhận đang có vợ, chồng: cả hai cùng nhận con nuôi. Hãy nhập số định danh của cả hai.',
    en: 'The adopter is married: both adopt together. Enter the numbers of both.',
  },
  'adoption.no_step_parent': {
    vi: 'Người nhận không phải vợ, chồng của cha hoặc mẹ của trẻ. Hãy chọn lại quan hệ.',
    en: 'The adopter is not married to a parent of the child. Choose another relation.',
  },
  'adoption.child_too_old': {
    vi: 'Người được nhận phải dưới {years} tuổi. Hãy từ chối và giải thích.',
    en: 'The adopted person must be under {years} years. Refuse, and explain why.',
  },
  'adoption.adopter_minor': {
    vi: 'Người nhận con nuôi phải thành niên. Hãy kiểm tra lại số định danh.',
    en: 'An adopter must be of age. Check the number.',
  },
  'adoption.too_close_in_age': {
    vi: '{name} phải hơn con nuôi từ {years} tuổi trở lên. Hãy từ chối và giải thích.',
    en: '{name} must be at least {years} years older than the child. Refuse, and explain why.',
  },
  'adoption.parents_consent_missing': {
    vi: 'Cần sự đồng ý của cha, mẹ đẻ hoặc người giám hộ. Hãy bổ sung văn bản.',
    en: 'The parents or the guardian must agree. Ask for it in writing.',
  },
  'adoption.too_early': {
    vi: 'Cha, mẹ chỉ được đồng ý khi trẻ sinh đủ {days} ngày. Hãy hẹn lại.',
    en: 'Parents can agree only {days} days after the birth. Set a later day.',
  },
  'adoption.child_consent_missing': {
    vi: 'Trẻ từ đủ {years} tuổi phải đồng ý. Hãy hỏi ý kiến của trẻ.',
    en: 'A child of {years} years or more must agree. Ask the child.',
  },
  'guardianship.own_guardian': {
    vi: 'Người giám hộ và người được giám hộ là một. Hãy kiểm tra lại hai số định danh.',
    en: 'Ward and guardian are the same person. Check the numbers.',
  },
  'guardianship.ward_kind': {
    vi: 'Lý do không khớp tuổi của người được giám hộ. Hãy chọn lại lý do.',
    en: 'The reason does not fit the age of the ward. Choose another.',
  },
  'guardianship.parent_there': {
    vi: 'Người được giám hộ còn cha hoặc mẹ. Cần quyết định của Tòa án, hoặc chọn lý do khác.',
    en: 'A parent of the ward is alive. A court decision is needed, or another reason.',
  },
  'guardianship.guardian_there': {
    vi: 'Đã có người giám hộ là {name}. Hãy đăng ký chấm dứt giám hộ trước.',
    en: 'There is a guardian already: {name}. Register the end of that guardianship first.',
  },
  'guardianship.guardian_unable': {
    vi: '{name} chưa đủ điều kiện làm người giám hộ: phải thành niên và có năng lực hành vi đầy đủ. Hãy chọn người khác.',
    en: '{name} cannot be a guardian, who must be of age and fully capable. Choose another.',
  },
  'guardianship.one_guardian': {
    vi: 'Chỉ một người được giám hộ, trừ ông bà là vợ chồng. Hãy bỏ người thứ hai.',
    en: 'There is one guardian, unless grandparents married to each other. Leave out the second.',
  },
  'guardianship.none': {
    vi: 'Người này không có việc giám hộ nào đang có hiệu lực. Hãy tra cứu sổ giám hộ.',
    en: 'This person has no guardianship now. Look into the book of guardianships.',
  },
  'guardianship.entry_elsewhere': {
    vi: 'Việc giám hộ đăng ký ở nơi khác. Hãy chuyển hồ sơ đến nơi đã đăng ký.',
    en: 'The guardianship is in the book of another commune. Send the case there.',
  },
  'guardianship.not_of_age': {
    vi: 'Người được giám hộ chưa đủ 18 tuổi. Hãy chọn lý do khác.',
    en: 'The ward is not yet 18. Choose another reason.',
  },
  'guardianship.not_dead': {
    vi: 'Người được giám hộ chưa được khai tử. Hãy đăng ký khai tử trước.',
    en: 'The death of the ward is not registered. Register it first.',
  },
  'change.not_of_this_kind': {
    vi: 'Thông tin này không thuộc loại thay đổi đã chọn. Hãy chọn lại loại, hoặc để trống ô này.',
    en: 'This detail does not belong to the kind of change that you chose. Choose another kind, or leave it empty.',
  },
  'change.nothing_new': {
    vi: 'Chưa có nội dung nào khác với hiện tại. Hãy nhập nội dung mới.',
    en: 'Nothing differs from what is recorded. Enter what is new.',
  },
  'change.there_already': {
    vi: 'Thông tin này đã có nên không phải là bổ sung. Hãy dùng cải chính nếu sai.',
    en: 'This is known already, so it is no supplement. Correct it when it is wrong.',
  },
  'change.group_of_neither': {
    vi: 'Dân tộc chỉ được xác định lại theo dân tộc của cha đẻ hoặc mẹ đẻ. Hãy kiểm tra lại.',
    en: 'The ethnic group can only become the father’s or the mother’s. Check it.',
  },
  'change.consent_missing': {
    vi: 'Người từ đủ {years} tuổi phải đồng ý. Hãy bổ sung văn bản đồng ý.',
    en: 'A person of {years} years or more must agree. Ask for it in writing.',
  },
  'abroad.not_abroad': {
    vi: 'Việc này đăng ký ở Việt Nam. Hãy đăng ký vào sổ tương ứng.',
    en: 'This was done in Vietnam. Register it in its own book.',
  },
};
