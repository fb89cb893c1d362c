const vi = {
  title: 'Dành cho người phát triển',
  lead: 'Mỗi cơ sở dữ liệu tự mô tả các loại bản ghi và dịch vụ của mình theo OpenAPI 3.1. Gọi dịch vụ qua nền tảng chia sẻ dữ liệu, với mã truy cập của hệ thống thông tin đã đăng ký.',
  registers: 'Các cơ sở dữ liệu',
  register: 'Cơ sở dữ liệu',
  owner: 'Cơ quan chủ quản',
  kinds: 'Loại bản ghi',
  document: 'Mô tả (JSON)',
};

const en: typeof vi = {
  title: 'For developers',
  lead: 'Each register describes its kinds of record and its services in OpenAPI 3.1. Services are called on the exchange, with the access token of a registered information system.',
  registers: 'The registers',
  register: 'Register',
  owner: 'Owner',
  kinds: 'Kinds of record',
  document: 'Description (JSON)',
};

export const texts = { vi, en };
