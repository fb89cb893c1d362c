import { setClock } from '../../src/kernel/clock.ts';
import * as services from '../../src/systems/civil-status/services.ts';
import type { PaperContent } from '../../src/systems/civil-status/paper/content.ts';
import { type CallContext, call } from '../../src/systems/exchange/index.ts';
import { OTHER_WARD } from '../../src/systems/population/example/small-country.ts';
import { civilStatusHouse } from './civil-status.ts';

/** The day on which the tests of marital status begin. */
export const TODAY = '2026-11-20';
/** Noon in Vietnam on a day. */
export const noonOf = (date: string): void => setClock(new Date(`${date}T05:00:00Z`));

export type MaritalTown = Awaited<ReturnType<typeof maritalTown>>;

/** A commune with people, whose civil-status officer certifies marital status, and what tests ask of it. */
export async function maritalTown() {
  const town = await civilStatusHouse(
    [
      { fullName: 'Nguyễn Văn Độc', sex: 'male', bornOn: '1995-03-02' },
      { fullName: 'Trần Thị Thân', sex: 'female', bornOn: '1996-08-14' },
      { fullName: 'Lê Văn Cưới', sex: 'male', bornOn: '1990-01-30' },
      { fullName: 'Phạm Thị Cưới', sex: 'female', bornOn: '1991-05-05' },
      { fullName: 'Vũ Văn Trẻ', sex: 'male', bornOn: '2006-11-21' },
      { fullName: 'Hoàng Văn Xa', sex: 'male', bornOn: '1990-01-01', communeCode: OTHER_WARD },
      { fullName: 'Đặng Văn Giấy', sex: 'male', bornOn: '1970-02-03' },
      { fullName: 'Ngô Thị Giấy', sex: 'female', bornOn: '1972-06-07' },
      { fullName: 'Bùi Văn Trùng', sex: 'male', bornOn: '1968-09-09' },
      { fullName: 'Đinh Văn Ly', sex: 'male', bornOn: '1980-01-01' },
      { fullName: 'Đỗ Thị Ly', sex: 'female', bornOn: '1982-01-01' },
      { fullName: 'Ngô Văn Góa', sex: 'male', bornOn: '1960-01-01' },
      { fullName: 'Lý Thị Góa', sex: 'female', bornOn: '1962-01-01' },
      { fullName: 'Cụ Đã Mất', sex: 'male', bornOn: '1930-01-01' },
      { fullName: 'Mai Văn Cũ', sex: 'male', bornOn: '1975-01-01' },
      { fullName: 'Mai Thị Cũ', sex: 'female', bornOn: '1976-01-01' },
      { fullName: 'Tạ Văn Kín', sex: 'male', bornOn: '1985-01-01' },
      { fullName: 'Tạ Thị Kín', sex: 'female', bornOn: '1986-01-01' },
      { fullName: 'Phan Văn Anh', sex: 'male', bornOn: '1992-01-01', mother: 'Lý Thị Góa' },
      { fullName: 'Phan Thị Em', sex: 'female', bornOn: '1994-01-01', mother: 'Lý Thị Góa' },
      { fullName: 'Chu Văn Tạm', sex: 'male', bornOn: '1993-01-01', communeCode: OTHER_WARD },
    ],
    TODAY,
  );
  const no = (name: string) => town.numberOf(name);
  const standing = async (name: string, context = town.asOfficer()) =>
    (await call(town.house, services.readMaritalStanding, { number: no(name) }, context)).output;
  const issue = async (
    name: string,
    wish: object = { purpose: 'property' },
    more: object = {},
    context = town.asOfficer(),
  ) =>
    (
      await call(
        town.house,
        services.issueMaritalCertificate,
        { number: no(name), wish, registrar: town.by.registrar, ...more } as never,
        context,
      )
    ).output.paper;
  const toMarry = (name: string, over: object = {}) => ({
    purpose: 'marriage',
    intended: { kind: 'person', number: no(name) },
    where: 'Ủy ban nhân dân phường Mẫu',
    ...over,
  });
  const marry = (husband: string, wife: string) =>
    call(
      town.house,
      services.registerMarriage,
      { husband: town.person(husband), wife: town.person(wife), bothConsented: true, ...town.by },
      town.asOfficer(),
    );
  const verified = async (code: string) => {
    const context: CallContext = {
      caller: 'portal',
      agency: { code: 'G22', name: 'Văn phòng Chính phủ' },
      actor: { kind: 'machine', name: 'Trang kiểm tra' },
      purpose: 'document-verification',
    };
    const { validity } = (await call(town.house, services.verifyPaper, { code }, context)).output.document!;
    return [validity!.state, validity!.from];
  };
  const saidIn = async (paperId: string): Promise<string> => {
    const [paper] = await town.ask<{ said: PaperContent }>(`SELECT said FROM civil_status.paper WHERE id = $1`, [
      paperId,
    ]);
    return JSON.stringify(paper!.said);
  };
  const takeIn = (book: 'marriage' | 'death', row: Record<string, string>) =>
    call(
      town.house,
      services.importPaperBook,
      {
        book,
        rows: [{ volume: '01/1995', registered_on: '12/05/1995', agency: 'Ủy ban nhân dân phường Mẫu', ...row }],
        isDryRun: false,
        reason: 'Kế hoạch số hóa sổ hộ tịch',
      },
      town.asOfficer(),
    );
  return { ...town, no, standing, issue, toMarry, marry, verified, saidIn, takeIn };
}
