/** What merging, splitting and the review of duplicates say when they refuse, by code. */
export const mergeSentences = {
  'register.lineage_of_itself': {
    vi: 'Không thể hợp nhất một bản ghi với chính nó, cũng không thể tách thành ít hơn hai. Hãy chọn lại các bản ghi.',
    en: 'A record cannot be merged with itself, nor split into fewer than two. Choose the records again.',
  },
  'register.merge_too_large': {
    vi: 'Việc hợp nhất hoặc tách này liên quan đến hơn {most} bản ghi. Hãy chia thành nhiều lần.',
    en: 'This merge or split touches more than {most} records. Do it in parts.',
  },
  'register.still_referred_to': {
    vi: 'Sau ngày đó vẫn còn bản ghi khác dẫn chiếu đến bản ghi này. Hãy kết thúc hoặc chuyển các bản ghi đó trước.',
    en: 'After that day other records still refer to this one. End or move them first.',
  },
  'register.went_on_in_another': {
    vi: 'Bản ghi {record} đã được hợp nhất hoặc tách, mã số của nó không được dùng lại. Hãy dùng bản ghi thay thế.',
    en: 'The record {record} has been merged or split, and its number is not used again. Take the record that it went on in.',
  },
  'register.merge_related': {
    vi: 'Hai bản ghi này có quan hệ với nhau, ví dụ cha mẹ và con, nên không thể là một. Nếu quan hệ đó ghi sai, hãy hủy quan hệ trước.',
    en: 'These two stand in a relation to each other, as parent and child, so they cannot be one. If the relation is wrong, cancel it first.',
  },
  'register.merge_both_say': {
    vi: 'Cả hai bản ghi cùng có “{kind}” trong một thời gian. Hãy chọn giữ của bản ghi được giữ lại, hoặc sửa các bản ghi đó trước.',
    en: 'Both have a “{kindEnglish}” at the same time. Let the survivor’s stand, or put those records right first.',
  },
  'register.merge_not_covered': {
    vi: 'Bản ghi được giữ lại đã kết thúc trước khi “{kind}” của bản ghi kia kết thúc. Hãy giữ lại bản ghi kia, hoặc sửa trước.',
    en: 'The survivor ended before the “{kindEnglish}” of the other does. Keep the other record, or put them right first.',
  },
  'register.merge_unknown': {
    vi: 'Không có lần hợp nhất hoặc tách nào như vậy. Hãy mở lại bản ghi và xem nguồn gốc của nó.',
    en: 'There is no such merge or split. Open the record again and look at its lineage.',
  },
  'register.undone_already': {
    vi: 'Lần hợp nhất hoặc tách này đã được hoàn tác.',
    en: 'This merge or split has been undone already.',
  },
  'register.changed_since_merge': {
    vi: 'Bản ghi {record} đã thay đổi sau lần hợp nhất hoặc tách này. Hãy hoàn tác các thay đổi sau trước, rồi làm lại.',
    en: 'The record {record} has changed since this merge or split. Undo what came after it first, then do this again.',
  },
  'register.match_limit': {
    vi: 'Cơ quan của bạn đã đối chiếu {most} lần trong hôm nay. Hãy tiếp tục vào ngày mai.',
    en: 'Your agency has matched {most} times today. Go on tomorrow.',
  },
  'register.not_read_yet': {
    vi: 'Cơ sở dữ liệu đang được đọc lần đầu để đối chiếu. Hãy thử lại sau ít phút.',
    en: 'The register is being read for the first time to match by it. Try again in some minutes.',
  },
  'register.pair_unknown': {
    vi: 'Không có cặp bản ghi này trong hàng đợi. Hãy quay lại hàng đợi.',
    en: 'There is no such pair in the queue. Go back to the queue.',
  },
  'register.pair_claimed': {
    vi: 'Cán bộ khác đang xem xét cặp này. Hãy chọn cặp khác, hoặc chờ cán bộ đó xong.',
    en: 'Another steward is looking at this pair. Take another one, or wait until they are done.',
  },
  'register.pair_decided': {
    vi: 'Cặp này vừa được xử lý. Hãy xem kết quả bên dưới.',
    en: 'This pair has just been decided. See below what came of it.',
  },
  'register.proposal_unknown': {
    vi: 'Không có đề nghị hợp nhất này. Hãy quay lại hàng đợi.',
    en: 'There is no such proposal to merge. Go back to the queue.',
  },
  'register.split_nothing': {
    vi: 'Tách như vậy thì một trong hai bản ghi không còn nội dung, hoặc cả hai nói giống hệt nhau. Hãy chọn lại nội dung nào của ai.',
    en: 'So one of the two records would say nothing, or both the same. Choose again what is whose.',
  },
  'register.split_not_covered': {
    vi: 'Có bản ghi khác dẫn chiếu đến “{kind}” này vào lúc nó không có hiệu lực. Hãy sửa ngày bắt đầu, ngày kết thúc, hoặc chọn lại dẫn chiếu nào đi theo.',
    en: 'Something names this “{kindEnglish}” at a time at which it is not valid. Change its first or last day, or what goes with it.',
  },
  'register.split_proposed_already': {
    vi: 'Bản ghi này đang có một đề nghị tách chờ xác nhận. Hãy xử lý đề nghị đó trước.',
    en: 'A split of this record is proposed already. Decide that proposal first.',
  },
  'register.split_unknown': {
    vi: 'Không có đề nghị tách này. Hãy mở lại bản ghi.',
    en: 'There is no such proposal to split. Open the record again.',
  },
  'register.key_taken': {
    vi: 'Cơ sở dữ liệu đã có bản ghi {record}. Hãy chọn mã số khác cho bản ghi mới.',
    en: 'The register has a record {record} already. Take another number for the new one.',
  },
  'register.second_steward_needed': {
    vi: 'Người đề nghị không được tự xác nhận. Hãy nhờ một cán bộ khác của cơ quan xác nhận.',
    en: 'Who proposed does not confirm. Ask another steward of the agency.',
  },
};
