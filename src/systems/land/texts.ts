import type { Bilingual } from '../../kernel/text.ts';
import { refusals } from './refusals.ts';

/** What is said when land cannot be as it is drawn, or a change cannot be made. Read by surveyors and officials. */
export const sentences: Record<string, Bilingual> = {
  ...refusals,
  'land.not_geojson': {
    vi: 'Tệp không phải là GeoJSON FeatureCollection (RFC 7946). Hãy xuất lại từ phần mềm bản đồ.',
    en: 'The file is no GeoJSON FeatureCollection (RFC 7946). Export it again from the mapping program.',
  },
  'land.file_too_large': {
    vi: 'Tệp quá lớn (tối đa {most}). Hãy chia thành nhiều tờ bản đồ rồi gửi từng tờ.',
    en: 'The file is too large (at most {most}). Divide it into sheets and send them one by one.',
  },
  'land.too_many_parcels': {
    vi: 'Quá nhiều thửa đất trong một lần (tối đa {most}). Hãy chia nhỏ rồi làm từng phần.',
    en: 'Too many parcels at once (at most {most}). Divide them and go part by part.',
  },
  'land.not_a_polygon': {
    vi: 'Hình của thửa đất phải là Polygon gồm các vòng tọa độ. Hãy vẽ lại thành một vùng khép kín.',
    en: 'The shape of a parcel must be a Polygon made of rings. Draw it again as one closed area.',
  },
  'land.parcel_in_pieces': {
    vi: 'Thửa đất gồm {pieces} mảnh rời. Mỗi thửa phải là một vùng liền; hãy lập mỗi mảnh thành một thửa.',
    en: 'The parcel consists of {pieces} separate pieces. A parcel is one area; make each piece a parcel.',
  },
  'land.coordinate_not_a_number': {
    vi: 'Có tọa độ không phải là số. Hãy sửa điểm đó.',
    en: 'A coordinate is not a number. Correct that point.',
  },
  'land.not_wgs84': {
    vi: 'Tọa độ không phải là kinh độ, vĩ độ WGS84. GeoJSON dùng độ thập phân; tọa độ mét VN-2000 hãy gửi bằng WKT hoặc CSV.',
    en: 'These are not degrees of WGS84. GeoJSON is in decimal degrees; send metres of VN-2000 as WKT or CSV.',
  },
  'land.axes_swapped': {
    vi: 'Hai trục tọa độ bị đảo. Trong VN-2000, X là hướng bắc và Y là hướng đông; GeoJSON ghi kinh độ trước.',
    en: 'The two coordinates are swapped. In VN-2000, X is north and Y is east; GeoJSON writes longitude first.',
  },
  'land.other_meridian': {
    vi: 'Tọa độ không nằm trong tỉnh theo kinh tuyến trục {meridian}, nhưng hợp với {other}. Hãy kiểm tra múi chiếu.',
    en: 'By the central meridian {meridian} this lies outside the province, by {other} within. Check the zone.',
  },
  'land.outside_province': {
    vi: 'Điểm {longitude}, {latitude} nằm ngoài tỉnh {province}. Hãy kiểm tra tọa độ và mã tỉnh.',
    en: 'The point {longitude}, {latitude} lies outside province {province}. Check it, and the code of the province.',
  },
  'land.plane_outside_province': {
    vi: 'Tọa độ VN-2000 nằm ngoài tỉnh {province}. Hãy kiểm tra tọa độ, múi chiếu và mã tỉnh.',
    en: 'The coordinates lie outside province {province}. Check them, the zone, and the code of the province.',
  },
  'land.zone_unknown': {
    vi: 'Không có tỉnh {province}, hoặc tỉnh không dùng kinh tuyến trục {meridian}. Hãy kiểm tra lại.',
    en: 'There is no province {province}, or it does not use the central meridian {meridian}. Check both.',
  },
  'land.ring_too_short': {
    vi: 'Một vòng ranh giới có ít hơn ba điểm. Hãy bổ sung điểm.',
    en: 'A ring of the boundary has fewer than three points. Add what is missing.',
  },
  'land.ring_not_closed': {
    vi: 'Vòng ranh giới không khép kín: điểm cuối khác điểm đầu. Hãy khép vòng.',
    en: 'A ring is not closed: its last point is not its first. Close it.',
  },
  'land.point_repeated': {
    vi: 'Hai điểm liền nhau trùng nhau đến milimét. Hãy bỏ một điểm.',
    en: 'Two points in a row are the same to the millimetre. Remove one.',
  },
  'land.ring_spike': {
    vi: 'Ranh giới có gai nhọn: đường đi ra rồi quay lại. Hãy bỏ điểm ở đỉnh gai.',
    en: 'The boundary has a spike that goes out and comes back. Remove the point at its tip.',
  },
  'land.ring_crosses_itself': {
    vi: 'Ranh giới tự cắt chính nó. Hãy kiểm tra thứ tự các điểm.',
    en: 'The boundary crosses itself. Check the order of its points.',
  },
  'land.ring_touches_itself': {
    vi: 'Ranh giới tự chạm chính nó. Hãy tách thành hai thửa, hoặc vẽ phần bên trong thành khoảng trống.',
    en: 'The boundary touches itself. Make two parcels of it, or draw the inner part as a hole.',
  },
  'land.rings_cross': {
    vi: 'Vòng trong cắt vòng ngoài hoặc cắt một vòng khác. Hãy vẽ lại vòng trong.',
    en: 'A hole crosses the outline or another hole. Draw it again.',
  },
  'land.hole_outside': {
    vi: 'Khoảng trống nằm ngoài ranh giới thửa. Hãy bỏ hoặc vẽ lại.',
    en: 'A hole lies outside the parcel. Remove it or draw it again.',
  },
  'land.holes_overlap': {
    vi: 'Một khoảng trống nằm trong khoảng trống khác. Hãy gộp lại.',
    en: 'A hole lies within another. Make them one.',
  },
  'land.interior_cut_apart': {
    vi: 'Các khoảng trống cắt thửa đất thành nhiều phần. Hãy lập mỗi phần thành một thửa.',
    en: 'Holes cut the parcel into parts. Make each part a parcel.',
  },
  'land.too_many_vertices': {
    vi: 'Thửa đất có {count} điểm, tối đa {most}. Hãy giảm số điểm.',
    en: 'The parcel has {count} points, at most {most} are taken. Use fewer.',
  },
  'land.parcel_too_wide': {
    vi: 'Thửa đất rộng hơn 67 km. Hãy kiểm tra tọa độ.',
    en: 'The parcel is more than 67 km wide. Check its coordinates.',
  },
  'land.sheet_too_wide': {
    vi: 'Các thửa đất cách nhau hơn 67 km. Hãy kiểm tra từng xã một.',
    en: 'The parcels lie more than 67 km apart. Check one commune at a time.',
  },
  'land.lines_entangled': {
    vi: 'Các đường cắt nhau quá nhiều nên không xử lý được. Hãy kiểm tra tệp.',
    en: 'The lines cross each other beyond measure. Check the file.',
  },
  'land.parcel_without_area': {
    vi: 'Thửa đất không có diện tích. Hãy kiểm tra các điểm.',
    en: 'The parcel has no area. Check its points.',
  },
  'land.parcel_too_small': {
    vi: 'Diện tích {area_m2} m² nhỏ hơn mức tối thiểu {least_m2} m².',
    en: 'The area of {area_m2} m² is below the least of {least_m2} m².',
  },
  'land.parcel_too_narrow': {
    vi: 'Chiều rộng {width_m} m nhỏ hơn mức tối thiểu {least_m} m.',
    en: 'The width of {width_m} m is below the least of {least_m} m.',
  },
  'land.parcel_twice': {
    vi: 'Thửa đất này đã có trong tệp, ở vị trí {feature}. Hãy bỏ một trong hai.',
    en: 'This parcel is in the file already, at place {feature}. Remove one of them.',
  },
  'land.parcels_overlap': {
    vi: 'Hai thửa chồng lên nhau. Hãy đo lại ranh giới chung.',
    en: 'Two parcels overlap. Survey their boundary again.',
  },
  'land.gap_left': {
    vi: 'Có khoảng đất không thuộc thửa nào. Hãy lập thửa, hoặc nối ranh giới các thửa bên cạnh.',
    en: 'Some ground belongs to no parcel. Make one of it, or join the boundaries about it.',
  },
  'land.beyond_boundary': {
    vi: 'Thửa đất vượt ra ngoài ranh giới khu đo. Hãy kiểm tra ranh giới.',
    en: 'The parcel reaches beyond the boundary of the area. Check the boundary.',
  },
  'land.sliver': {
    vi: 'Ranh giới chung không khớp, lệch trong hạn sai của tỉ lệ bản đồ. Hãy bắt điểm lại.',
    en: 'A shared boundary does not fit, by less than the tolerance of the scale. Snap it.',
  },
  'land.node_missing': {
    vi: 'Thửa bên cạnh có điểm trên ranh giới chung mà thửa này không có. Hãy thêm điểm.',
    en: 'A neighbour has a node on the shared boundary that this parcel has not. Add it.',
  },
  'land.parcel_not_found': {
    vi: 'Không tìm thấy thửa đất {code}. Hãy kiểm tra mã.',
    en: 'There is no parcel {code}. Check the code.',
  },
  'land.line_malformed': {
    vi: 'Đường chia phải có từ 2 đến {most} điểm.',
    en: 'The dividing line must have 2 to {most} points.',
  },
  'land.line_does_not_divide': {
    vi: 'Đường chia không cắt {code} thành các phần. Hãy kéo dài hai đầu ra ngoài ranh giới.',
    en: 'The line does not divide {code}. Draw its ends beyond the outline.',
  },
  'land.area_not_within': {
    vi: 'Diện tích cần tách phải lớn hơn 0 và nhỏ hơn diện tích thửa {code} ({area_m2} m²).',
    en: 'The area to split off must be above 0 and below the area of {code} ({area_m2} m²).',
  },
  'land.area_in_pieces': {
    vi: 'Theo hướng này, đường thẳng cắt thửa {code} thành {pieces} phần. Hãy chọn hướng khác.',
    en: 'In this direction, a straight line cuts {code} into {pieces} parts. Choose another direction.',
  },
  'land.piece_not_a_parcel': {
    vi: 'Một phần sau khi chia không thể là thửa đất ({why}). Hãy chọn đường chia khác.',
    en: 'A part that comes out cannot be a parcel ({why}). Choose another line.',
  },
  'land.two_parcels_needed': {
    vi: 'Hãy chọn ít nhất hai thửa đất khác nhau.',
    en: 'Choose at least two different parcels.',
  },
  'land.parcels_do_not_touch': {
    vi: 'Các thửa {codes} không liền nhau theo ranh giới nên không hợp được. Chạm nhau tại một điểm là chưa đủ.',
    en: 'The parcels {codes} do not share boundaries and cannot be joined. Touching at a point is not enough.',
  },
  'land.boundary_takes_all': {
    vi: 'Ranh giới mới lấy gần hết một thửa: cả hai phần đều thuộc về {code}. Hãy hợp thửa rồi tách thửa.',
    en: 'The new boundary takes most of one parcel: both parts would follow {code}. Merge and split instead.',
  },
  'land.not_wkt': {
    vi: 'Văn bản không phải là WKT POLYGON với tọa độ mét. Hãy xuất lại.',
    en: 'The text is no WKT POLYGON in metres. Export it again.',
  },
  'land.survey_columns_missing': {
    vi: 'Bảng điểm thiếu cột northing_m (X) hoặc easting_m (Y).',
    en: 'The table of points lacks the column northing_m (X) or easting_m (Y).',
  },
  'land.survey_line_malformed': {
    vi: 'Dòng {line} của bảng điểm không phải là tọa độ mét. Hãy sửa dòng đó.',
    en: 'Line {line} of the table of points is no pair of coordinates in metres. Correct it.',
  },
};

const vi = {
  head: ({
    province,
    meridian,
    parcels,
    area,
  }: {
    province: string;
    meridian: string;
    parcels: number;
    area: string;
  }) => `Tỉnh ${province}, kinh tuyến trục ${meridian}: ${parcels} thửa đất, ${area} m².`,
  feature: (place: number) => `Đối tượng thứ ${place}:`,
  place: ({ north, east }: { north: string; east: string }) => `X = ${north}, Y = ${east}`,
  more: (count: number) => `… và ${count} lỗi khác.`,
  sound: 'Không có lỗi.',
  faults: (count: number) => `Có ${count} lỗi.`,
};

const en: typeof vi = {
  head: ({ province, meridian, parcels, area }) =>
    `Province ${province}, central meridian ${meridian}: ${parcels} parcels, ${area} m².`,
  feature: (place) => `Feature ${place}:`,
  place: ({ north, east }) => `X = ${north}, Y = ${east}`,
  more: (count) => `… and ${count} more.`,
  sound: 'Nothing is wrong.',
  faults: (count) => (count === 1 ? 'There is 1 fault.' : `There are ${count} faults.`),
};

/** What the check of a file of parcels says about its findings. */
export const words = { vi, en };
