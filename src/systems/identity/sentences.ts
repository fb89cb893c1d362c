import type { Bilingual } from '../../kernel/text.ts';
import { cscSentences } from './signing/csc/texts.ts';

/** What this system says when it refuses, by code. */
export const sentences: Record<string, Bilingual> = {
  'sign_in.wrong': {
    vi: 'Số định danh hoặc mật khẩu chưa đúng.',
    en: 'The personal number or the password is not right.',
  },
  'sign_in.number_format': {
    vi: 'Số định danh cá nhân gồm 12 chữ số.',
    en: 'A personal number has 12 digits.',
  },
  'sign_in.wait': {
    vi: 'Số này vừa nhập sai nhiều lần. Hãy thử lại sau {minutes} phút.',
    en: 'There were too many failures with this number. Try again in {minutes} minutes.',
  },
  'sign_in.wait_address': {
    vi: 'Từ mạng của bạn vừa có quá nhiều lần đăng nhập sai. Hãy thử lại sau {minutes} phút.',
    en: 'There were too many failed sign-ins from your network. Try again in {minutes} minutes.',
  },
  'sign_in.too_many_codes': {
    vi: 'Đã gửi quá nhiều mã cho số này. Hãy thử lại sau một giờ.',
    en: 'Too many codes were sent for this number. Try again in an hour.',
  },
  'sign_in.code_wrong': {
    vi: 'Mã chưa đúng. Bạn còn {left} lần nhập.',
    en: 'The code is not right. Tries left: {left}.',
  },
  'sign_in.code_expired': {
    vi: 'Mã đã hết hạn. Hãy bấm gửi mã khác.',
    en: 'The code has expired. Ask for another one.',
  },
  'sign_in.code_used_up': {
    vi: 'Mã đã nhập sai 5 lần nên không dùng được nữa. Hãy bấm gửi mã khác.',
    en: 'The code was wrong 5 times and no longer holds. Ask for another one.',
  },
  'sign_in.start_again': {
    vi: 'Lần đăng nhập này không còn mã nào. Hãy nhập lại số định danh và mật khẩu.',
    en: 'This sign-in has no code any more. Enter your personal number and password again.',
  },
  'sign_in.interrupted': {
    vi: 'Lần đăng nhập này đã dừng giữa chừng. Hãy đăng nhập lại.',
    en: 'This sign-in broke off. Please sign in again.',
  },
  'desk.post_not_yours': {
    vi: 'Bạn không giữ vị trí này. Hãy chọn một vị trí trong danh sách.',
    en: 'You do not hold this post. Choose one of the list.',
  },
  'account.exists': {
    vi: 'Số định danh này đã có tài khoản.',
    en: 'This personal number has an account already.',
  },
  'account.unknown': {
    vi: 'Không có tài khoản nào đang hoạt động với số này.',
    en: 'There is no active account with this number.',
  },
  'passkey.not_accepted': {
    vi: 'Khóa đăng nhập này chưa được chấp nhận. Hãy thử lại.',
    en: 'This passkey was not accepted. Try again.',
  },
  'passkey.unknown': {
    vi: 'Tài khoản của bạn không có khóa này.',
    en: 'Your account has no such passkey.',
  },
  'passkey.too_many': {
    vi: 'Một tài khoản có nhiều nhất {most} khóa. Hãy gỡ bớt một khóa.',
    en: 'An account has at most {most} passkeys. Remove one first.',
  },
  'signature_application.name_missing': {
    vi: 'Ứng dụng ký cần một tên có từ 1 đến 100 ký tự.',
    en: 'A signature application needs a name of 1 to 100 characters.',
  },
  'signature_application.address_refused': {
    vi: 'Địa chỉ quay về phải là https, trừ khi trên chính máy này, và không có phần sau dấu thăng.',
    en: 'The address to return to must be https, but on this very machine, and without a fragment.',
  },
  'signature_application.unknown': {
    vi: 'Không có ứng dụng ký nào đang hoạt động với mã này.',
    en: 'There is no active signature application with this identifier.',
  },
  'signing.token_refused': {
    vi: 'Mã truy cập không đúng hoặc đã hết hạn. Hãy xin mã mới.',
    en: 'The access token is wrong or has expired. Ask for a new one.',
  },
  'information_system.unknown': {
    vi: 'Không có hệ thống thông tin nào đang hoạt động với mã này.',
    en: 'There is no active information system with this identifier.',
  },
  ...cscSentences,
};
