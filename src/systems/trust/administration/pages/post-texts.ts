import type { Language } from '../../../../kernel/text.ts';
import type { KnownBy } from '../../posts/rules.ts';

const vi = {
  title: 'Chức vụ kết thúc',
  lead: 'Chứng thư của cán bộ bị thu hồi, ủy quyền ký kết thúc, khi cơ sở dữ liệu cán bộ, công chức ghi người đó thôi giữ chức vụ.',
  restored:
    'Bổ nhiệm được sửa lại vì ghi nhầm không làm chứng thư đã thu hồi có hiệu lực trở lại: cán bộ xin chứng thư mới. Văn bản đã ký trước khi thu hồi vẫn có giá trị.',
  ended: 'Đã kết thúc',
  none: 'Chưa có chứng thư nào kết thúc cùng chức vụ',
  coming: 'Chức vụ sắp kết thúc',
  comingLead: 'Ngày kết thúc đã ghi trong cơ sở dữ liệu; chứng thư bị thu hồi vào đầu ngày đó, không sớm hơn.',
  noneComing: 'Không có chức vụ nào có chứng thư mà ngày kết thúc đã biết',
  at: 'Lúc',
  on: 'Ngày',
  agency: 'Cơ quan',
  reason: 'Lý do',
  changed: 'Đã chuyển chức vụ hoặc cơ quan',
  left: 'Đã rời công vụ',
  knownBy: 'Biết từ',
  from: { register: 'Cơ sở dữ liệu cán bộ, công chức', directory: 'Danh bạ cơ quan' } as Record<KnownBy, string>,
  certificates: 'Chứng thư',
  delegations: 'Ủy quyền ký',
};

const en: typeof vi = {
  title: 'Posts that ended',
  lead: 'Certificates of officials are revoked, and delegations of signing end, when the register of civil servants says that the post was left.',
  restored:
    'An appointment that was ended by mistake and is corrected does not bring a revoked certificate back: the official asks for a new one. What was signed before the revocation remains valid.',
  ended: 'Ended',
  none: 'No certificate ended with a post yet',
  coming: 'Posts about to end',
  comingLead: 'The end is in the register; the certificates are revoked when that day begins, not before.',
  noneComing: 'Of no post with a certificate the end is known',
  at: 'When',
  on: 'On',
  agency: 'Agency',
  reason: 'Reason',
  changed: 'Holds another post now',
  left: 'Left the service',
  knownBy: 'Known by',
  from: { register: 'Register of civil servants', directory: 'Directory of organisations' },
  certificates: 'Certificates',
  delegations: 'Delegations',
};

export const postTexts: Record<Language, typeof vi> = { vi, en };
