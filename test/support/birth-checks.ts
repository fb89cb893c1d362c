import { type Connection, ownerClient } from '../../src/kernel/db.ts';
import { registerBirth } from '../../src/systems/civil-status/services.ts';
import { confirmRegistration } from '../../src/systems/health/services.ts';
import { issueChildCard } from '../../src/systems/insurance/services.ts';
import { registerNewborn, registerResidence } from '../../src/systems/population/services.ts';
import type { FinishedBirth } from './births.ts';

/** What was found: how many of each thing were looked at, and every fault in a sentence. */
export interface Findings {
  checked: Record<string, number>;
  faults: string[];
}

/** Writes to registers that a whole birth consists of: each once, with its row in the log and its outcome. */
const WRITES_OF_A_CASE: readonly string[] = [
  registerBirth,
  registerNewborn,
  confirmRegistration,
  registerResidence,
  issueChildCard,
].map(({ name }) => name);

interface State {
  notificationId: string;
  status: string;
  dossiers: number;
  dossierStatus: string | null;
  caseNumber: string | null;
  entries: number;
  personalNumber: string | null;
  persons: number;
  relations: number;
  homes: number;
  registrations: number;
  cards: number;
  coverages: number;
  results: number;
  files: string[];
}

/**
 * Looks behind the systems' backs, as the database's owner, whether every birth is whole: nothing lost, doubled or half
 * done. `finished` are the births that parents saw done; other births of the run must be whole, too.
 */
export async function checkBirths(owner: Connection, finished: readonly FinishedBirth[]): Promise<Findings> {
  const client = ownerClient(owner);
  await client.connect();
  const faults: string[] = [];
  try {
    const { rows } = await client.query<State>(
      `SELECT n.id AS "notificationId", n.status,
          (SELECT count(*)::int FROM cases.dossier d WHERE d.notification_id = n.id) AS dossiers,
          (SELECT min(d.status) FROM cases.dossier d WHERE d.notification_id = n.id) AS "dossierStatus",
          (SELECT min(d.number) FROM cases.dossier d WHERE d.notification_id = n.id) AS "caseNumber",
          (SELECT count(*)::int FROM civil_status.birth_entry e WHERE e.notification_id = n.id) AS entries,
          e.personal_number AS "personalNumber",
          (SELECT count(*)::int FROM population.person p WHERE p.number = e.personal_number) AS persons,
          (SELECT count(*)::int FROM population.relation r WHERE r.person_number = e.personal_number) AS relations,
          (SELECT count(*)::int FROM population.residence r WHERE r.person_number = e.personal_number) AS homes,
          (SELECT count(*)::int FROM population.residence_registration r
            WHERE r.person_number = e.personal_number AND r.notice_file IS NOT NULL) AS registrations,
          (SELECT count(*)::int FROM insurance.child_card c
            WHERE c.person_number = e.personal_number AND c.card_file IS NOT NULL) AS cards,
          (SELECT count(*)::int FROM insurance.coverage c WHERE c.person_number = e.personal_number) AS coverages,
          (SELECT count(*)::int FROM cases.result r JOIN cases.dossier d ON d.id = r.dossier_id
            WHERE d.notification_id = n.id) AS results,
          ARRAY(SELECT r.sha256 FROM cases.result r JOIN cases.dossier d ON d.id = r.dossier_id
            WHERE d.notification_id = n.id AND r.step_kind = 'birth') AS files
        FROM health.birth_notification n
        JOIN cases.dossier begun ON begun.notification_id = n.id
        LEFT JOIN civil_status.birth_entry e ON e.notification_id = n.id`,
    );
    for (const row of rows) faults.push(...faultsOf(row));
    const byId = new Map(rows.map((row) => [row.notificationId, row]));
    for (const birth of finished) {
      const row = byId.get(birth.notificationId);
      if (!row) faults.push(`${birth.caseNumber}: seen done by the parent, but lost`);
      else if (!row.files.includes(birth.certificate_sha256))
        faults.push(`${birth.caseNumber}: the certificate that was downloaded is not the one that was issued`);
    }
    faults.push(...(await duplicates(client, rows)));
    const calls = await faultsOfLog(client, rows);
    faults.push(...calls.faults);
    const jobs = await client.query<{ task: string; last_error: string | null }>(
      `SELECT t.identifier AS task, j.last_error FROM graphile_worker._private_jobs j
         JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE j.run_at <= now()`,
    );
    for (const job of jobs.rows) faults.push(`a job is left: ${job.task}: ${job.last_error ?? 'not begun'}`);
    return {
      checked: {
        births: rows.length,
        seenDoneByParents: finished.length,
        entries: sum(rows, 'entries'),
        persons: sum(rows, 'persons'),
        residences: sum(rows, 'homes'),
        cards: sum(rows, 'cards'),
        results: sum(rows, 'results'),
        personalNumbers: new Set(rows.map(({ personalNumber }) => personalNumber)).size,
        writesInTheLog: calls.count,
        jobsLeft: jobs.rows.length,
      },
      faults,
    };
  } finally {
    await client.end();
  }
}

const sum = (rows: State[], key: 'entries' | 'persons' | 'homes' | 'cards' | 'results'): number =>
  rows.reduce((all, row) => all + row[key], 0);

function faultsOf(row: State): string[] {
  const expected: Partial<State> = {
    status: 'registered',
    dossiers: 1,
    dossierStatus: 'done',
    entries: 1,
    persons: 1,
    relations: 2,
    homes: 1,
    registrations: 1,
    cards: 1,
    coverages: 1,
    results: 3,
  };
  return Object.entries(expected).flatMap(([key, value]) => {
    const found = row[key as keyof State];
    return found === value
      ? []
      : [`${row.caseNumber ?? row.notificationId}: ${key} is ${String(found)}, not ${String(value)}`];
  });
}

type Client = ReturnType<typeof ownerClient>;

/** Numbers that were given twice, or given to nobody. */
async function duplicates(client: Client, rows: State[]): Promise<string[]> {
  const faults: string[] = [];
  const seen = new Set<string>();
  for (const { personalNumber } of rows) {
    if (personalNumber && seen.has(personalNumber)) faults.push(`the number ${personalNumber} was given twice`);
    if (personalNumber) seen.add(personalNumber);
  }
  const orphans = await client.query<{ number: string }>(
    `SELECT number FROM population.personal_number n WHERE request_key IS NOT NULL
        AND NOT EXISTS (SELECT FROM population.person p WHERE p.number = n.number)`,
  );
  for (const { number } of orphans.rows) faults.push(`the number ${number} was given to nobody`);
  return faults;
}

/** Each write to a register has exactly one row in the exchange's log that says it was done. */
async function faultsOfLog(client: Client, rows: State[]): Promise<{ count: number; faults: string[] }> {
  const faults: string[] = [];
  const log = await client.query<{ number: string; service: string; done: number }>(
    `SELECT m.case_number AS number, m.service, count(*) FILTER (WHERE o.outcome = 'done')::int AS done
       FROM exchange.message m LEFT JOIN exchange.outcome o USING (receipt)
      WHERE m.kind = 'write' AND m.service = ANY ($1) GROUP BY 1, 2`,
    [WRITES_OF_A_CASE],
  );
  const done = new Map(log.rows.map((line) => [`${line.number} ${line.service}`, line.done]));
  let count = 0;
  for (const { caseNumber } of rows) {
    for (const service of WRITES_OF_A_CASE) {
      const times = done.get(`${caseNumber} ${service}`) ?? 0;
      count += times;
      if (times !== 1) faults.push(`${caseNumber}: ${service} stands ${times} times in the log as done`);
    }
  }
  return { count, faults };
}
