import { createHash } from 'node:crypto';
import { nthNotification } from '../../src/country/example/index.ts';
import { PROVINCES, splitPersonName } from '../../src/country/index.ts';
import { civilDate } from '../../src/kernel/clock.ts';
import { type Connection, ownerClient } from '../../src/kernel/db.ts';
import {
  type HospitalSystem,
  type Looking,
  type ReportedBirth,
  announceBirth,
  documentsOn,
  downloadDocument,
  openDataLog,
  openDocuments,
  signIn,
  waitForResults,
} from './journey.ts';
import { Officer } from './officer.ts';
import { type Page, PlainBrowser, type Sample } from './plain-browser.ts';

/** A married couple that lives together, in a commune with both officers. */
export interface Couple {
  motherNumber: string;
  fatherNumber: string;
  motherName: string;
  fatherName: string;
  communeCode: string;
}

/** Those who take part: couples in turn from all communes, and the two officers of each commune. */
export interface Cast {
  couples: Couple[];
  officers: Map<string, { civilStatus: string; police: string }>;
  hospital: { code: string; provinceCode: string; serial: number };
}

const COUPLES_MOST = 5_000;

/**
 * Picks couples and officers of the running country, with the owner's connection: everything else goes over HTTP. The
 * spouses are of one ethnic group and hold no post, so that nobody need be asked for consent and nobody decides on the
 * own child; all live in a few communes, those with most people. Couples of different communes stand beside each other, so that no officer gets all the work at once.
 */
export async function pickCast(owner: Connection, most: { communes: number }): Promise<Cast> {
  const client = ownerClient(owner);
  await client.connect();
  try {
    const officers = await client.query<{ commune: string; civil_status: string; police: string }>(
      `SELECT c.territory_code AS commune, min(cso.personal_number) AS civil_status, min(po.personal_number) AS police
         FROM organisations.agency c
         JOIN organisations.appointment ca ON ca.agency_code = c.code AND ca.role = 'civil-status-officer'
         JOIN organisations.official cso ON cso.id = ca.official_id
         JOIN organisations.agency p ON p.territory_code = c.territory_code AND p.kind = 'commune-police'
         JOIN organisations.appointment pa ON pa.agency_code = p.code AND pa.role = 'police-residence-officer'
         JOIN organisations.official po ON po.id = pa.official_id
        WHERE c.kind = 'commune-committee' GROUP BY 1
        ORDER BY (SELECT count(*) FROM population.household h WHERE h.commune_code = c.territory_code) DESC, 1
        LIMIT $1`,
      [most.communes],
    );
    const couples = await client.query<Couple>(
      `SELECT "motherNumber", "fatherNumber", "motherName", "fatherName", "communeCode" FROM (
         SELECT m.wife_number AS "motherNumber", m.husband_number AS "fatherNumber", wife.full_name AS "motherName",
                husband.full_name AS "fatherName", h.commune_code AS "communeCode",
                row_number() OVER (PARTITION BY h.commune_code ORDER BY m.wife_number) AS place
           FROM civil_status.marriage m
           JOIN population.person wife ON wife.number = m.wife_number AND wife.died_on IS NULL
           JOIN population.person husband ON husband.number = m.husband_number AND husband.died_on IS NULL
           JOIN population.residence wr ON wr.person_number = m.wife_number AND upper_inf(wr.valid_during)
           JOIN population.residence hr ON hr.person_number = m.husband_number AND upper_inf(hr.valid_during)
            AND hr.household_id = wr.household_id
           JOIN population.household h ON h.id = wr.household_id
          WHERE upper_inf(m.valid_during) AND wife.ethnic_group = husband.ethnic_group
            AND lower(m.valid_during) < current_date - 60
            AND wife.born_on > current_date - interval '50 years'
            AND h.commune_code = ANY ($1)
            AND NOT EXISTS (SELECT FROM organisations.official o
              WHERE o.personal_number IN (m.wife_number, m.husband_number))
            AND NOT EXISTS (SELECT FROM health.birth_notification b WHERE b.mother_number = m.wife_number)
       ) couple ORDER BY place, "communeCode" LIMIT $2`,
      [officers.rows.map(({ commune }) => commune), COUPLES_MOST],
    );
    const hospital = await client.query<{ code: string }>(
      `SELECT code FROM organisations.agency WHERE kind = 'hospital' ORDER BY code LIMIT 1`,
    );
    const { code } = hospital.rows[0]!;
    const provinceCode = await client.query<{ territory_code: string }>(
      `SELECT territory_code FROM organisations.agency WHERE code = $1`,
      [code],
    );
    return {
      couples: couples.rows,
      officers: new Map(
        officers.rows.map(({ commune, civil_status, police }) => [commune, { civilStatus: civil_status, police }]),
      ),
      hospital: { code, provinceCode: provinceCode.rows[0]!.territory_code, serial: Number(code.slice(-2)) },
    };
  } finally {
    await client.end();
  }
}

const DAYS_REPORTED_WITHIN = 30;
const DAY_MS = 86_400_000;

/**
 * What the hospital reports of the births of a couple: one child, or with `isTwin` two. The same index is the same birth
 * in every run.
 */
export function birthsOf(
  couple: Couple,
  { hospital, index, isTwin }: { hospital: Cast['hospital']; index: number; isTwin: boolean },
): ReportedBirth[] {
  const first = nthNotification({ couple, hospital, today: civilDate(new Date()), index });
  const count = isTwin ? 2 : 1;
  const isLate = Date.now() - Date.parse(first.bornAt) > DAYS_REPORTED_WITHIN * DAY_MS;
  return Array.from({ length: count }, (_, at) => ({
    notificationNumber: count > 1 ? `${first.certificateNumber}-${at + 1}` : first.certificateNumber,
    motherNumber: couple.motherNumber,
    fatherDeclared: { number: couple.fatherNumber, fullName: couple.fatherName },
    bornAt: new Date(Date.parse(first.bornAt) + at * 7 * 60_000).toISOString(),
    sex: first.sex,
    weight_grams: first.weight_grams,
    gestation_weeks: first.gestation_weeks,
    birthOrder: at + 1,
    birthCount: count,
    placeName: `Bệnh viện Phụ sản Mẫu, ${PROVINCES.get(hospital.provinceCode)!.name}`,
    deliveredBy: 'Hộ sinh trực',
    ...(isLate ? { lateReason: 'Hệ thống của bệnh viện được nâng cấp.' } : {}),
  }));
}

const GIVEN_NAMES = {
  male: ['Minh Khang', 'Gia Bảo', 'Đức Anh', 'Quang Huy', 'Hải Đăng', 'Tuấn Kiệt', 'Nhật Minh', 'Thành Đạt'],
  female: ['Bảo Ngọc', 'Khánh Linh', 'Minh Anh', 'Thùy Dương', 'Phương Thảo', 'Hà My', 'Ngọc Diệp', 'Quỳnh Chi'],
};

/** A name for the child: the father's surname, as custom says. */
export function childNameOf(couple: Couple, sex: 'male' | 'female', index: number): string {
  const names = GIVEN_NAMES[sex];
  return `${splitPersonName(couple.fatherName).family} ${names[index % names.length]}`;
}

/** What everybody in a birth needs to know. */
export interface Stage {
  publicUrl: string;
  password: string;
  hospital: HospitalSystem;
  cast: Cast;
  /** How long people go on trying while nobody answers. */
  patience_ms?: number;
  looking: Looking;
  onAnswer?(sample: Sample): void;
}

/** The officers of all communes, each made when first needed. */
export class Offices {
  readonly #stage: Stage;
  readonly #officers = new Map<string, Officer>();

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  officer(number: string): Officer {
    let officer = this.#officers.get(number);
    if (!officer) this.#officers.set(number, (officer = new Officer(this.#stage, number)));
    return officer;
  }

  /** All officers of the cast come to work. */
  async open(): Promise<void> {
    for (const { civilStatus, police } of this.#stage.cast.officers.values()) {
      await Promise.all([this.officer(civilStatus).comeToWork(), this.officer(police).comeToWork()]);
    }
  }

  close(): void {
    for (const officer of this.#officers.values()) officer.close();
  }
}

/** What came of one birth, as the parent saw it. */
export interface FinishedBirth {
  notificationNumber: string;
  notificationId: string;
  caseNumber: string;
  dossierId: string;
  childName: string;
  documents: string[];
  certificate_sha256: string;
}

/**
 * Whole births of one couple, steps 1 to 6: the hospital reports; one parent signs in, announces and submits; the
 * civil-status officer and the police officer approve; the rule issues the card; the parent sees the course done, opens
 * "My documents", downloads the certificate, and opens the data log, the own and the child's. Twins are two births.
 */
export async function wholeBirths(
  stage: Stage,
  offices: Offices,
  { couple, index, isTwin }: { couple: Couple; index: number; isTwin: boolean },
  onFinished: (birth: FinishedBirth) => void,
): Promise<void> {
  const reports = birthsOf(couple, { hospital: stage.cast.hospital, index, isTwin });
  const { civilStatus, police } = stage.cast.officers.get(couple.communeCode)!;
  const reported = [];
  for (const report of reports) reported.push({ report, ...(await stage.hospital.reportBirth(report)) });
  // Fathers announce as well as mothers.
  const number = index % 2 ? couple.fatherNumber : couple.motherNumber;
  const parent = browserOf(stage, number);
  try {
    let at: Page | undefined = await signIn(parent, {
      area: 'portal',
      number,
      password: stage.password,
      to: '/births',
    });
    for (const { report, notificationId } of reported) {
      const childName = childNameOf(couple, report.sex as 'male' | 'female', index + Number(report.birthOrder));
      const { dossierId, number: caseNumber } = await announceBirth(parent, { notificationId, childName }, at);
      at = undefined;
      await offices.officer(civilStatus).approve(caseNumber);
      await offices.officer(police).approve(caseNumber);
      const course = await waitForResults(parent, dossierId, stage.looking);
      await openDocuments(parent);
      const documents = documentsOn(course);
      const certificate = await downloadDocument(parent, documents[0]!);
      await openDataLog(parent);
      await openDataLog(parent, 'child-1');
      const { notificationNumber } = report;
      onFinished({
        notificationNumber,
        notificationId,
        caseNumber,
        dossierId,
        childName,
        documents,
        certificate_sha256: createHash('sha256').update(certificate).digest('hex'),
      });
    }
  } finally {
    parent.close();
  }
}

/** Everybody has a network address of their own, so that the limit of failed sign-ins of one address is nobody else's. */
export function browserOf(stage: Stage, number: string): PlainBrowser {
  const digits = Number(number.slice(-7));
  const address = `127.${1 + (digits % 250)}.${1 + (Math.trunc(digits / 250) % 250)}.${1 + (Math.trunc(digits / 62_500) % 250)}`;
  return new PlainBrowser({
    origin: stage.publicUrl,
    address,
    ...(stage.patience_ms ? { patience_ms: stage.patience_ms } : {}),
    ...(stage.onAnswer ? { onAnswer: stage.onAnswer } : {}),
  });
}
