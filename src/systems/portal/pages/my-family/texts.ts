const vi = {
  title: 'Gia đình tôi',
  lead: 'Cha mẹ, vợ hoặc chồng, con và người giám hộ của bạn theo Cơ sở dữ liệu quốc gia về dân cư, vào ngày {date}.',
  on: 'Xem vào ngày',
  show: 'Xem',
  none: 'Cơ sở dữ liệu chưa ghi ai là người thân của bạn',
  noneHint: 'Quan hệ gia đình được ghi khi đăng ký khai sinh, kết hôn, nhận con, nuôi con nuôi và giám hộ.',
  what: 'Ở đây chỉ có quan hệ của chính bạn, không có quan hệ của người thân. Điều đã được niêm phong theo luật không hiển thị.',
  wrong: 'Thấy chưa đúng? Phản ánh trong mục Dữ liệu của tôi.',
  source: 'Biên nhận tra cứu: {receipt}',
};

const en: typeof vi = {
  title: 'My family',
  lead: 'Your parents, spouse, children and guardians by the National Population Database, on {date}.',
  on: 'As of',
  show: 'Show',
  none: 'The register has nobody as your relative',
  noneHint: 'Relations are entered with births, marriages, recognitions, adoptions and guardianships.',
  what: 'Only your own relations are here, not those of your relatives. What is sealed by law is not shown.',
  wrong: 'Something wrong? Challenge it under My data.',
  source: 'Receipt of this reading: {receipt}',
};

export const texts = { vi, en };
