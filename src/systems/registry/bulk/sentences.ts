import type { Bilingual } from '../../../kernel/text.ts';

/** What is said when a file cannot be taken in, or an import cannot go on. */
export const bulkSentences = {
  'register.file_missing': {
    vi: 'Chưa có tệp nào. Hãy chọn tệp CSV, XLSX hoặc NDJSON.',
    en: 'There is no file. Choose a CSV, XLSX or NDJSON file.',
  },
  'register.file_empty': { vi: 'Tệp không có nội dung. Hãy chọn tệp khác.', en: 'The file is empty. Choose another.' },
  'register.file_not_utf8': {
    vi: 'Tệp không dùng bảng mã UTF-8. Hãy lưu lại tệp dưới dạng “CSV UTF-8”.',
    en: 'The file is not in UTF-8. Save it as “CSV UTF-8”.',
  },
  'register.file_utf16': {
    vi: 'Tệp dùng bảng mã UTF-16 (“Unicode Text”). Hãy lưu lại dưới dạng “CSV UTF-8”.',
    en: 'The file is in UTF-16 (“Unicode Text”). Save it as “CSV UTF-8”.',
  },
  'register.file_tcvn3': {
    vi: 'Tệp dùng bảng mã TCVN3 (phông .VnTime). Hãy chuyển sang Unicode bằng Unikey (Ctrl+Shift+F6, từ TCVN3 sang Unicode), rồi lưu dưới dạng “CSV UTF-8”.',
    en: 'The file is in TCVN3 (.VnTime fonts). Convert it to Unicode, with Unikey for example (Ctrl+Shift+F6, from TCVN3 to Unicode), and save it as “CSV UTF-8”.',
  },
  'register.file_windows_1258': {
    vi: 'Tệp dùng bảng mã Windows-1258. Hãy mở bằng Excel hoặc Notepad và lưu lại dưới dạng “CSV UTF-8”.',
    en: 'The file is in Windows-1258. Open it in Excel or Notepad and save it as “CSV UTF-8”.',
  },
  'register.file_broken': {
    vi: 'Tệp bị hỏng hoặc bị cắt giữa chừng. Hãy xuất lại tệp từ nguồn và gửi lại; các dòng đã ghi sẽ không bị ghi hai lần.',
    en: 'The file is broken or was cut off. Make it again at its source and send it again; rows that were written are not written twice.',
  },
  'register.file_without_header': {
    vi: 'Dòng đầu tiên phải là tên các cột, mỗi tên một lần. Hãy dùng tệp mẫu.',
    en: 'The first row must be the names of the columns, each once. Use the template.',
  },
  'register.too_many_columns': {
    vi: 'Tệp có {columns} cột, nhiều hơn mức {most} cột. Hãy bỏ các cột thừa, hoặc kiểm tra dấu phân cách.',
    en: 'The file has {columns} columns, and {most} are the most. Take out those that are not needed, or see to the separator.',
  },
  'register.spreadsheet_old': {
    vi: 'Đây là bảng tính kiểu cũ (.xls) hoặc có mật khẩu. Hãy bỏ mật khẩu, lưu lại dưới dạng .xlsx rồi tải lên.',
    en: 'This is a spreadsheet of the old kind (.xls), or one with a password. Take the password away, save it as .xlsx and upload that.',
  },
  'register.spreadsheet_macros': {
    vi: 'Bảng tính có chứa macro nên không được nhận. Hãy lưu lại dưới dạng .xlsx không có macro.',
    en: 'The spreadsheet holds macros, so it is not taken. Save it as .xlsx without macros.',
  },
  'register.spreadsheet_external': {
    vi: 'Bảng tính có liên kết tới tệp hoặc nguồn dữ liệu khác nên không được nhận. Hãy ngắt các liên kết, dán giá trị rồi lưu lại.',
    en: 'The spreadsheet is linked to other files or sources, so it is not taken. Break the links, paste the values and save it again.',
  },
  'register.spreadsheet_sheets': {
    vi: 'Các trang tính không cùng một dòng tiêu đề. Hãy ẩn hoặc xóa các trang không phải dữ liệu; còn lại nhiều nhất 100 trang.',
    en: 'The sheets do not have the same first row. Hide or delete those that are not data; at most 100 may stay.',
  },
  'register.not_a_workbook': {
    vi: 'Tệp nén này không phải bảng tính Excel (.xlsx). Hãy giải nén và tải tệp bên trong, hoặc lưu lại dưới dạng .xlsx.',
    en: 'This archive is no Excel workbook (.xlsx). Unpack it and upload what is inside, or save it as .xlsx.',
  },
  'register.file_too_large_inside': {
    vi: 'Bảng tính giải nén ra quá lớn. Hãy lưu dưới dạng “CSV UTF-8” rồi tải lên.',
    en: 'Unpacked, the spreadsheet is too large. Save it as “CSV UTF-8” and upload that.',
  },
  'register.file_gone': {
    vi: 'Tệp này đã được xóa theo thời hạn lưu. Hãy tải tệp lên lại; các dòng đã ghi sẽ không bị ghi hai lần.',
    en: 'The file is no longer kept. Upload it again; rows that were written are not written twice.',
  },
  'register.import_unknown': {
    vi: 'Không có lần nhập dữ liệu này. Hãy quay lại danh sách.',
    en: 'There is no such import. Go back to the list.',
  },
  'register.import_step_impossible': {
    vi: 'Lần nhập dữ liệu này không còn ở bước đó. Hãy mở lại trang để xem tình trạng mới.',
    en: 'The import is no longer at this step. Open the page again to see where it is.',
  },
  'register.import_sealed_fields': {
    vi: 'Loại bản ghi này có thông tin bắt buộc được niêm phong nên không nhập từ tệp được. Hãy ghi từng bản ghi.',
    en: 'Records of this kind need values that are sealed, which do not come from files. Record them one by one.',
  },
  'register.export_unknown': {
    vi: 'Không có lần xuất dữ liệu này. Hãy quay lại danh sách.',
    en: 'There is no such export. Go back to the list.',
  },
  'register.export_not_yours': {
    vi: 'Chỉ người đã yêu cầu xuất dữ liệu mới được tải tệp hoặc hủy. Hãy tự tạo yêu cầu của bạn.',
    en: 'Only who asked for an export may download or cancel it. Ask for one of your own.',
  },
  'register.export_step_impossible': {
    vi: 'Lần xuất dữ liệu này không còn ở bước đó. Hãy mở lại trang để xem tình trạng mới.',
    en: 'The export is no longer at this step. Open the page again to see where it is.',
  },
  'register.export_gone': {
    vi: 'Tệp đã được xóa theo thời hạn lưu. Hãy yêu cầu xuất lại.',
    en: 'The file is no longer kept. Ask for the export again.',
  },
  'register.export_over_limit': {
    vi: 'Tệp có nhiều người hơn mức bạn được đọc trong một giờ hoặc một ngày. Hãy thu hẹp địa bàn, chờ sang giờ khác, hoặc đề nghị cơ quan chủ quản nâng mức.',
    en: 'More people would be in the file than you may read about in an hour or a day. Narrow the territory, wait for another hour, or ask the owner of the register for a higher limit.',
  },
  'register.export_fields_needed': {
    vi: 'Chưa chọn thông tin nào. Hãy chọn ít nhất một.',
    en: 'Nothing is chosen. Choose at least one field.',
  },
  'register.known_in_future': {
    vi: 'Không thể biết điều sẽ ghi nhận ở một thời điểm chưa tới. Hãy chọn hôm nay hoặc một ngày đã qua.',
    en: 'Nobody knows what will be held at a time to come. Choose today or a day before.',
  },
  'register.kind_without_territory': {
    vi: 'Loại bản ghi này không gắn với địa bàn. Hãy bỏ trống mã đơn vị hành chính.',
    en: 'Records of this kind belong to no place. Leave the code of the place empty.',
  },
  'register.place_unknown': {
    vi: 'Không có đơn vị hành chính mang mã này. Hãy nhập mã tỉnh (2 chữ số) hoặc mã xã (5 chữ số).',
    en: 'No administrative unit has this code. Give that of a province (2 digits) or a commune (5 digits).',
  },
  'register.cell_too_long': {
    vi: 'Có giá trị dài hơn mức một ô bảng tính chứa được. Hãy chọn định dạng CSV, NDJSON hoặc Parquet.',
    en: 'A value is longer than a cell of a spreadsheet can be. Choose CSV, NDJSON or Parquet.',
  },
  'register.column_needed': {
    vi: 'Chưa chọn cột nào cho thông tin bắt buộc này.',
    en: 'Choose the column for this field: it is needed.',
  },
} as const satisfies Record<string, Bilingual>;
