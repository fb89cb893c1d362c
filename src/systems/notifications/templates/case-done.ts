import { aboutCase } from './template.ts';

/** Everything is done and the results are there. */
export const caseDone = aboutCase(
  { procedure: 'bilingual', results: 'bilingual' },
  {
    vi: {
      subject: 'Hồ sơ {caseNumber} đã có kết quả',
      short: 'Hồ sơ {caseNumber} đã xong. Kết quả ở mục Giấy tờ của tôi trên Một Cửa.',
      long: `Hồ sơ {caseNumber} của bạn ({procedure}) đã giải quyết xong.

Kết quả: {results}. Bạn mở và tải về trong mục Giấy tờ của tôi, bất cứ lúc nào. Bản điện tử có giá trị như bản giấy.

Bạn không phải làm gì thêm. Nếu thấy sai sót, hãy báo ngay từ trang của giấy tờ đó.`,
    },
    en: {
      subject: 'Application {caseNumber} is done',
      short: 'Application {caseNumber} is done. The results are under My documents on Mot Cua.',
      long: `Your application {caseNumber} ({procedure}) is done.

The results: {results}. You can open and keep them under My documents at any time. They are as good as paper.

You need do nothing more. If something in them is wrong, say so from the page of the document.`,
    },
  },
);
