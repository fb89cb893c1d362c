import type { Bilingual } from '../../../kernel/text.ts';

/** What is said of refused registrations and notices, each with what to do next. */
export const registrationSentences: Record<string, Bilingual> = {
  'enterprise.unknown': {
    vi: 'Không có doanh nghiệp mang mã số {code}. Hãy kiểm tra lại mã số.',
    en: 'There is no enterprise with the code {code}. Check the code.',
  },
  'enterprise.form_not_divided': {
    vi: 'Chỉ công ty TNHH và công ty cổ phần được chia, tách; doanh nghiệp tư nhân không được hợp nhất. Hãy chuyển đổi loại hình trước.',
    en: 'Only limited liability and joint-stock companies are divided; a private enterprise is not consolidated. Convert it first.',
  },
  'enterprise.capital_not_divided': {
    vi: 'Vốn điều lệ phải được chia hết: tổng vốn của các công ty mới bằng vốn của công ty bị chia, hoặc nhỏ hơn vốn của công ty bị tách.',
    en: 'The capital must be divided exactly: the new companies have that of the divided one, or less than that of the one that goes on.',
  },
  'enterprise.capital_not_joined': {
    vi: 'Vốn điều lệ của công ty hợp nhất là tổng vốn các công ty cũ: {capital} đồng.',
    en: 'The capital of the consolidated company is that of all the old ones: VND {capital}.',
  },
  'enterprise.code_wrong': {
    vi: 'Mã số không đúng: chữ số kiểm tra không khớp. Hãy xem lại từng chữ số.',
    en: 'This code is wrong: its check digit does not fit. Check it digit by digit.',
  },
  'enterprise.words_too_short': {
    vi: 'Hãy nhập ít nhất 2 ký tự của tên hoặc mã số.',
    en: 'Type at least 2 characters of the name or code.',
  },
  'enterprise.too_many_look_ups': {
    vi: 'Bạn đã tra cứu quá nhiều lần. Hãy thử lại sau {minutes} phút, hoặc đề nghị cơ quan đăng ký kinh doanh cung cấp dữ liệu.',
    en: 'You have looked up too often. Try again in {minutes} minutes, or ask the registration office for the data.',
  },
  'enterprise.not_competent': {
    vi: 'Chỉ cơ quan đăng ký kinh doanh của {province} được làm việc này. Hãy chuyển hồ sơ đến cơ quan đó.',
    en: 'Only the registration office of {province} may do this. Send the case there.',
  },
  'enterprise.commune_unknown': {
    vi: 'Không có xã, phường mang mã này hiện nay. Hãy chọn đơn vị hành chính hiện hành.',
    en: 'There is no commune with this code today. Choose a present one.',
  },
  'enterprise.status_does_not_allow': {
    vi: 'Tình trạng hiện tại của doanh nghiệp không cho phép việc này. Hãy xem lại hồ sơ doanh nghiệp.',
    en: 'The present status of the enterprise does not allow this. Look at its file.',
  },
  'enterprise.effect_in_future': {
    vi: 'Ngày có hiệu lực không được sau hôm nay.',
    en: 'It cannot take effect after today.',
  },
  'enterprise.effect_before_version': {
    vi: 'Thông tin hiện có đã có hiệu lực từ {date}. Muốn sửa điều đã ghi trước đó, hãy làm thủ tục hiệu đính.',
    en: 'What the register says has been so since {date}. To put right what was said before, use a correction.',
  },
  'enterprise.personal_number': {
    vi: 'Số định danh cá nhân có 12 chữ số.',
    en: 'A personal number has 12 digits.',
  },
  'enterprise.holder_number': {
    vi: 'Hãy nhập số định danh (12 chữ số) của cá nhân hoặc mã số (10 chữ số) của doanh nghiệp.',
    en: 'Give a person’s number (12 digits) or an enterprise’s code (10 digits).',
  },
  'enterprise.person_unknown': {
    vi: 'Không có người này trong Cơ sở dữ liệu quốc gia về dân cư. Hãy kiểm tra lại số định danh.',
    en: 'The National Population Database knows nobody by this number. Check the number.',
  },
  'enterprise.person_dead': {
    vi: 'Người này đã chết theo Cơ sở dữ liệu quốc gia về dân cư.',
    en: 'By the National Population Database this person has died.',
  },
  'enterprise.person_minor': {
    vi: 'Người chưa đủ 18 tuổi không được thành lập, quản lý doanh nghiệp (Luật Doanh nghiệp, điều 17).',
    en: 'Who is under 18 cannot found or manage an enterprise (Law on Enterprises, art. 17).',
  },
  'enterprise.person_official': {
    vi: 'Cán bộ, công chức, viên chức không được thành lập, quản lý doanh nghiệp (Luật Doanh nghiệp, điều 17).',
    en: 'Officials and civil servants cannot found or manage an enterprise (Law on Enterprises, art. 17).',
  },
  'enterprise.holds_itself': {
    vi: 'Doanh nghiệp không thể là thành viên, cổ đông của chính mình hoặc sáp nhập vào chính mình.',
    en: 'An enterprise can neither own itself nor merge into itself.',
  },
  'enterprise.holder_not_operating': {
    vi: 'Doanh nghiệp góp vốn phải đang hoạt động.',
    en: 'An enterprise that contributes capital must be operating.',
  },
  'enterprise.holder_twice': {
    vi: 'Thành viên, cổ đông này đã có ở trên.',
    en: 'This holder is listed above already.',
  },
  'enterprise.holder_unknown': {
    vi: 'Người này không phải là thành viên, cổ đông vào ngày đó.',
    en: 'This is no member or shareholder on that day.',
  },
  'enterprise.must_be_a_person': {
    vi: 'Thành viên hợp danh và chủ doanh nghiệp tư nhân phải là cá nhân.',
    en: 'A general partner and the owner of a private enterprise must be persons.',
  },
  'enterprise.role_not_of_form': {
    vi: 'Loại hình doanh nghiệp này không có tư cách thành viên đó.',
    en: 'This legal form has no such role.',
  },
  'enterprise.too_few_holders': {
    vi: 'Loại hình này cần ít nhất {least} thành viên, cổ đông.',
    en: 'This legal form needs at least {least} holders.',
  },
  'enterprise.too_many_holders': {
    vi: 'Loại hình này có nhiều nhất {most} thành viên. Hãy chuyển đổi loại hình.',
    en: 'This legal form has at most {most} holders. Convert to another form.',
  },
  'enterprise.paid_more_than_committed': {
    vi: 'Vốn đã góp không thể lớn hơn vốn cam kết góp.',
    en: 'More cannot be paid in than was committed.',
  },
  'enterprise.shares_over_capital': {
    vi: 'Tổng phần vốn góp vượt quá 100% vốn điều lệ.',
    en: 'The contributions add up to more than 100 % of the charter capital.',
  },
  'enterprise.shares_over_capital_on': {
    vi: 'Vào ngày {date}, tổng phần vốn góp sẽ vượt quá 100% vốn điều lệ. Hãy điều chỉnh phần vốn góp.',
    en: 'On {date} the contributions would be more than 100 % of the charter capital. Adjust them.',
  },
  'enterprise.shares_under_capital': {
    vi: 'Tổng phần vốn góp phải bằng vốn điều lệ.',
    en: 'The contributions must add up to the charter capital.',
  },
  'enterprise.title_not_of_form': {
    vi: 'Loại hình doanh nghiệp này không có chức danh đó.',
    en: 'This legal form has no such post.',
  },
  'enterprise.representative_twice': {
    vi: 'Người đại diện này đã có ở trên.',
    en: 'This representative is listed above already.',
  },
  'enterprise.representative_not_entitled': {
    vi: 'Công ty hợp danh do thành viên hợp danh đại diện, doanh nghiệp tư nhân do chủ doanh nghiệp đại diện.',
    en: 'A partnership is represented by its general partners, a private enterprise by its owner.',
  },
  'enterprise.name_of_other_form': {
    vi: 'Tên ghi một loại hình khác với loại hình đã chọn.',
    en: 'The name says another legal form than the one chosen.',
  },
  'enterprise.industry_unknown': {
    vi: 'Không có ngành mang mã này. Hãy chọn mã ngành cấp bốn (4 chữ số).',
    en: 'There is no class with this code. Choose one of four digits.',
  },
  'enterprise.industry_twice': { vi: 'Ngành này đã có ở trên.', en: 'This line is listed above already.' },
  'enterprise.liable_already': {
    vi: 'Người này đã là chủ doanh nghiệp tư nhân hoặc thành viên hợp danh của doanh nghiệp {other}.',
    en: 'This person is already the owner or a general partner of the enterprise {other}.',
  },
  'enterprise.has_household_business': {
    vi: 'Người này đang là chủ hộ kinh doanh. Hãy chấm dứt hộ kinh doanh trước.',
    en: 'This person owns a household business. End that first.',
  },
  'enterprise.codes_exhausted': {
    vi: 'Đã hết mã số trong dải được cấp. Hãy báo cho Bộ Tài chính.',
    en: 'The range of codes is used up. Tell the Ministry of Finance.',
  },
  'enterprise.units_exhausted': {
    vi: 'Doanh nghiệp đã có đủ 999 đơn vị phụ thuộc.',
    en: 'This enterprise has been given all 999 codes of dependent units.',
  },
  'enterprise.branch_unknown': {
    vi: 'Doanh nghiệp không có đơn vị phụ thuộc mang mã này đang hoạt động.',
    en: 'The enterprise has no open dependent unit with this code.',
  },
  'enterprise.branch_open': {
    vi: 'Đơn vị phụ thuộc {branch} còn hoạt động. Hãy chấm dứt trước.',
    en: 'The dependent unit {branch} is still open. Close it first.',
  },
  'enterprise.debts_left': {
    vi: 'Chỉ được giải thể khi đã thanh toán hết nợ, kể cả nợ thuế (Luật Doanh nghiệp, điều 207).',
    en: 'An enterprise is dissolved only when all debts are paid, taxes too (Law on Enterprises, art. 207).',
  },
  'enterprise.control_unexplained': {
    vi: 'Hãy nêu cách người này chi phối doanh nghiệp.',
    en: 'Say how this person controls the enterprise.',
  },
  'enterprise.owner_not_declared': {
    vi: 'Người này không được kê khai là chủ sở hữu hưởng lợi vào ngày đó.',
    en: 'This person is not declared a beneficial owner on that day.',
  },
  'enterprise.chain_too_large': {
    vi: 'Chuỗi sở hữu có hơn {most} doanh nghiệp. Hãy hỏi từng doanh nghiệp trong chuỗi.',
    en: 'The chain of ownership has more than {most} enterprises. Ask about those in the chain one by one.',
  },
  'enterprise.no_certificate': {
    vi: 'Doanh nghiệp này chưa có giấy chứng nhận điện tử. Hãy đề nghị cơ quan đăng ký kinh doanh cấp.',
    en: 'This enterprise has no electronic certificate yet. Ask the registration office for it.',
  },
  'enterprise.not_yours': {
    vi: 'Không có doanh nghiệp này trong số doanh nghiệp của bạn.',
    en: 'This is none of your enterprises.',
  },
  'enterprise.form_already': {
    vi: 'Doanh nghiệp đang có loại hình này.',
    en: 'The enterprise has this legal form already.',
  },
  'enterprise.notice_too_late': {
    vi: 'Phải thông báo chậm nhất {days} ngày làm việc trước ngày tạm ngừng. Hãy chọn ngày muộn hơn.',
    en: 'A suspension is told at least {days} working days before. Choose a later day.',
  },
  'enterprise.notice_too_early': {
    vi: 'Chỉ thông báo tạm ngừng trong vòng {days} ngày trước ngày bắt đầu.',
    en: 'A suspension is told at most {days} days before.',
  },
  'enterprise.suspension_empty': {
    vi: 'Ngày kết thúc phải sau ngày bắt đầu tạm ngừng.',
    en: 'The suspension must end after it begins.',
  },
  'enterprise.suspension_too_long': {
    vi: 'Mỗi lần tạm ngừng không quá một năm. Hãy chọn ngày sớm hơn.',
    en: 'A suspension lasts at most a year. Choose an earlier day.',
  },
};
