import type { Bilingual } from '../../../kernel/text.ts';

/** What a check of the folder tells, with the places of its details. */
export const words = {
  root: {
    vi: '{number} · {at} · {first} và {second} chứng kiến: lập gốc, {file}, SHA-256 {sha256}',
    en: '{number} · {at} · witnessed by {first} and {second}: the root was made, {file}, SHA-256 {sha256}',
  },
  certificate: {
    vi: '{number} · {at} · {first} và {second} chứng kiến: ký chứng thư {profile} số {serial} cho khóa {key}, {file}, SHA-256 {sha256}',
    en: '{number} · {at} · witnessed by {first} and {second}: certificate {serial} of {profile} was signed for the key {key}, {file}, SHA-256 {sha256}',
  },
  list: {
    vi: '{number} · {at} · {first} và {second} chứng kiến: ký danh sách thu hồi số {list} đến {until}, {count} chứng thư, {file}, SHA-256 {sha256}',
    en: '{number} · {at} · witnessed by {first} and {second}: list {list} was signed until {until}, with {count} certificates, {file}, SHA-256 {sha256}',
  },
  fileChanged: { vi: 'SAI: {file} không còn hoặc đã bị sửa', en: 'WRONG: {file} is missing or was changed' },
  notAsTold: { vi: 'SAI: {file} không như biên bản ghi', en: 'WRONG: {file} is not what the minutes say' },
  listNumber: {
    vi: 'SAI: số của {file} không lớn hơn danh sách trước',
    en: 'WRONG: the number of {file} does not grow',
  },
  open: { vi: 'SAI: người khác đọc được {file}; chạy chmod 600', en: 'WRONG: others may read {file}; run chmod 600' },
  fingerprint: {
    vi: 'Vân tay của gốc (SHA-256): {fingerprint}',
    en: 'Fingerprint of the root (SHA-256): {fingerprint}',
  },
  last: {
    vi: 'Dòng cuối của biên bản (SHA-256): {last}. Người chứng kiến đối chiếu với số đã chép tay.',
    en: 'Last line of the minutes (SHA-256): {last}. The witnesses compare it with what they wrote down.',
  },
  allRight: { vi: 'Mọi thứ đều đúng.', en: 'Everything is right.' },
  notRight: {
    vi: 'Số điều sai: {problems}. Không dùng thư mục này.',
    en: 'Wrong: {problems}. Do not use this folder.',
  },
  asked: { vi: 'Sẽ ký {profile}, khóa {key}', en: 'To be signed: {profile}, key {key}' },
  askedFor: { vi: 'Cho hệ thống ở {baseUrl}', en: 'For the house at {baseUrl}' },
  askedToTell: {
    vi: 'Danh sách thu hồi sẽ ghi: {serial}, lý do {reason}, từ {at}',
    en: 'To be told in the list: {serial}, reason {reason}, since {at}',
  },
  passphrase: { vi: 'Cụm mật khẩu', en: 'Passphrase' },
  again: { vi: 'Nhập lại', en: 'Again' },
  written: { vi: 'Đã ghi {file}', en: 'Written: {file}' },
  accepted: {
    vi: 'Đã nhận {count} chứng thư và danh sách thu hồi số {list}, dùng đến {until}',
    en: 'Taken in: {count} certificates, and list {list}, which holds until {until}',
  },
} as const satisfies Record<string, Bilingual>;

export const ceremonySentences: Record<string, Bilingual> = {
  'trust.root_awaited': {
    vi: 'Chưa cấp và chưa ký được gì: hệ thống đang chờ chứng thư do gốc ký ở lễ ký khóa. Quản trị viên chạy: motcua ceremony request, rồi ceremony accept.',
    en: 'Nothing is issued or signed yet: the house awaits its certificates from the ceremony of the root. The administrator runs: motcua ceremony request, then ceremony accept.',
  },
  'trust.root_key_elsewhere': {
    vi: 'Khóa của gốc không ở trong hệ thống. Việc này làm ở lễ ký khóa: motcua ceremony request.',
    en: 'The root’s key is not in this house. This is done at a ceremony: motcua ceremony request.',
  },
  'trust.root_is_own': {
    vi: 'Hệ thống này tự lập gốc của mình. Chỉ hệ thống khởi động lần đầu với ROOT=ceremony mới nhận gốc từ lễ ký khóa.',
    en: 'This house makes its own root. Only a house first started with ROOT=ceremony takes one from a ceremony.',
  },
  'trust.passphrase_weak': {
    vi: 'Cụm mật khẩu phải có từ {least} đến 1.024 ký tự. Hãy dùng nhiều từ ngẫu nhiên.',
    en: 'The passphrase must have {least} to 1,024 characters. Please use several random words.',
  },
  'trust.passphrases_differ': {
    vi: 'Hai lần nhập khác nhau. Hãy làm lại.',
    en: 'The two are not the same. Please begin again.',
  },
  'trust.root_key_not_opened': {
    vi: 'Không mở được khóa của gốc. Hãy kiểm tra cụm mật khẩu và thư mục.',
    en: 'The root’s key was not opened. Please check the passphrase and the folder.',
  },
  'trust.two_witnesses_needed': {
    vi: 'Hãy nêu hai người chứng kiến khác nhau: --by <họ tên> --by <họ tên>.',
    en: 'Please name two different witnesses: --by <name> --by <name>.',
  },
  'trust.ceremony_folder_not_empty': {
    vi: 'Thư mục đã có tệp. Hãy chọn thư mục trống cho gốc mới.',
    en: 'The folder is not empty. Please choose an empty one for a new root.',
  },
  'trust.ceremony_folder_unknown': {
    vi: 'Thư mục không có gốc, hoặc thiếu tệp, hoặc có tệp quá lớn. Hãy chọn thư mục của lễ ký khóa.',
    en: 'There is no root in the folder, or a file is missing or too large. Please name the folder of the ceremony.',
  },
  'trust.minutes_changed': {
    vi: 'Biên bản sai từ dòng {line}: đã bị sửa. Không dùng thư mục này; hãy lấy bản lưu.',
    en: 'The minutes are wrong from line {line} on: they were changed. Do not use this folder; take the copy that was put aside.',
  },
  'trust.carried_file_unreadable': {
    vi: 'Tệp mang theo không đọc được, hoặc lớn hơn 1 MiB. Hãy tạo lại bằng lệnh của bước trước.',
    en: 'The file that was carried cannot be read, or is larger than 1 MiB. Please make it again with the command of the step before.',
  },
  'trust.request_not_of_authority': {
    vi: 'Yêu cầu cho {profile} không đúng tên, loại khóa hay loại nơi cấp mà gốc ký. Không ký gì cả.',
    en: 'The request for {profile} does not have the name, kind of key or kind of authority that the root signs. Nothing was signed.',
  },
  'trust.told_of_unknown': {
    vi: 'Gốc này chưa từng ký chứng thư số {serial}. Không ký gì cả.',
    en: 'This root never signed a certificate {serial}. Nothing was signed.',
  },
  'trust.root_not_the_expected': {
    vi: 'Gốc trong tệp không phải gốc đã xác nhận. Hãy đối chiếu vân tay từ lễ ký khóa: --root <SHA-256>.',
    en: 'The root in the file is not the one that was confirmed. Please compare the fingerprint told at the ceremony: --root <SHA-256>.',
  },
  'trust.answer_does_not_fit': {
    vi: 'Chứng thư {profile} không khớp yêu cầu đang chờ, hoặc không đúng quy tắc. Không nhận gì. Hãy chạy lại ceremony request.',
    en: 'The certificate of {profile} does not fit what was asked for, or is against the rules. Nothing was taken in. Please run ceremony request again.',
  },
  'trust.root_list_unusable': {
    vi: 'Danh sách thu hồi trong tệp không phải của gốc này, đã hết hạn, hoặc cũ hơn danh sách đang dùng. Không nhận gì.',
    en: 'The revocation list in the file is not this root’s, is over, or is older than the one in use. Nothing was taken in.',
  },
};
