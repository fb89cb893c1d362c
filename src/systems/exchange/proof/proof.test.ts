import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { test } from 'node:test';
import {
  CHILD,
  FATHER,
  MOTHER,
  SECRET_NAME,
  asPerson,
  compareTwo,
  forCase,
  house,
  note,
  openExchange,
  owner,
  read,
  refusedAs,
  write,
} from '../../../../test/support/exchange.ts';
import type { House } from '../../../kernel/system.ts';
import { checkReceipt, system as trust, verifyOwnLog } from '../../trust/index.ts';
import { call, proofOfCall, proveCalls, verifyCalls } from '../index.ts';
import { lookAtProofs } from './watch/actions.ts';
import { readTurn } from './watch/store.ts';

openExchange();

const OFFICIAL = '001185000002';

/** Transactions of other tests on the same server are open for moments, and what is written beside them waits. */
async function proveAll(): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    await proveCalls(house);
    if ((await verifyCalls(house)).waiting === 0) return trust.jobs!['trust.build_log']!(house, {} as never);
    await wait(50);
  }
  assert.fail('what was logged is not proven');
}

const proofOf = (receipt: string, ...personalNumbers: string[]) => proofOfCall(house, { receipt, personalNumbers });
async function fileOf(receipt: string, ...personalNumbers: string[]): Promise<string> {
  const proof = await proofOf(receipt, ...personalNumbers);
  assert.equal(proof.state, 'proven');
  return proof.state === 'proven' ? proof.file : '';
}
const check = async (receipt: string) => checkReceipt({ receipt, key: (await verifyOwnLog(house)).key! });
const recordsIn = async () => {
  const { rows } = await owner.query<{ count: number }>(`SELECT
    ((SELECT count(*) FROM exchange.subject) + (SELECT count(*) FROM exchange.outcome)
     + (SELECT count(*) FROM exchange.message m WHERE NOT EXISTS (SELECT FROM exchange.subject s
          WHERE s.receipt = m.receipt AND s.written_by = m.written_by)))::int AS count`);
  return rows[0]!.count;
};
/** Does something that no one should, with the owner's rights, and undoes it. */
async function behindTheBack(statement: string, values: unknown[], look: () => Promise<void>): Promise<void> {
  const tables = ['message', 'subject', 'outcome', 'batch'];
  for (const table of tables) await owner.query(`CREATE TABLE exchange.kept_${table} AS TABLE exchange.${table}`);
  await owner.query(statement, values);
  try {
    await look();
  } finally {
    for (const table of tables) {
      await owner.query(`TRUNCATE exchange.${table}`);
      await owner.query(`INSERT INTO exchange.${table} TABLE exchange.kept_${table}`);
      await owner.query(`DROP TABLE exchange.kept_${table}`);
    }
  }
}

test('a person proves a call about them with a file, and the file tells of nobody else', async () => {
  const { receipt } = await read(forCase());
  assert.deepEqual(await proofOf(receipt, MOTHER), { state: 'waiting' });
  await proveAll();
  const file = await fileOf(receipt, MOTHER);
  const checked = await check(file);
  assert.ok(typeof checked === 'object');
  assert.equal(checked.kind, 'exchange');
  assert.equal(checked.records.length, 1);
  const lines = checked.records[0]!;
  for (const line of [
    `receipt ${receipt}`,
    `person ${MOTHER}`,
    'service population.readOne',
    'agency-name UBND phường Giảng Võ',
    'actor-title Công chức tư pháp, hộ tịch',
    'purpose birth-registration',
    'fields fullName spouse',
    'outcome done',
  ])
    assert.ok(lines.includes(line), line);
  for (const other of [OFFICIAL, FATHER, SECRET_NAME, 'key-']) assert.ok(!file.includes(other), other);
  assert.deepEqual(await proofOf(receipt, CHILD), { state: 'unknown' });
  assert.deepEqual(await proofOf('BN000000-NONE', MOTHER), { state: 'unknown' });
});

test('one byte changed in the file proves nothing', async () => {
  const { receipt } = await read(forCase());
  await proveAll();
  const file = await fileOf(receipt, MOTHER);
  const bytes = Buffer.from(file);
  for (let at = 0; at < bytes.length; at += 7) {
    const changed = Buffer.from(bytes);
    changed[at] = changed[at]! ^ 1;
    assert.equal(typeof (await check(changed.toString('utf8'))), 'string', `byte ${at}: ${file.slice(at - 9, at + 9)}`);
  }
  assert.equal(await check(file.replace('outcome done', 'outcome exchange.no_right')), 'not_in_log');
});

test('a write is proven from its beginning, with how it ended, for each whom it was about', async () => {
  const { receipt } = await write(forCase());
  await proveAll();
  const checked = await check(await fileOf(receipt, MOTHER, CHILD));
  assert.ok(typeof checked === 'object');
  const [mother, child, ending] = checked.records;
  assert.ok(child!.includes(`person ${CHILD}`) && mother!.includes(`person ${MOTHER}`));
  assert.ok(!mother!.some((line) => line.startsWith('outcome')));
  assert.ok(ending!.includes('outcome done'));
});

test('who may not be told of a call gets no proof of it either', async () => {
  note({ untold: [MOTHER] });
  const numbers = { numbers: [MOTHER, MOTHER] };
  const { receipt } = await call(house, compareTwo, numbers, forCase(asPerson(MOTHER)));
  note({});
  await proveAll();
  assert.deepEqual(await proofOf(receipt, MOTHER), { state: 'unknown' });
  assert.deepEqual((await verifyCalls(house)).problems, []);
});

test('every record is in one batch, also a refusal that is about nobody, and what others put beside it', async () => {
  await assert.rejects(read(forCase({ caller: 'insurance' })), refusedAs('exchange.no_right', 403));
  // A transaction that began before others and ends after them: a batch must not go past it.
  await owner.query('BEGIN');
  await owner.query(`INSERT INTO exchange.subject (personal_number, receipt) VALUES ('${CHILD}', 'BN000000-LATE')`);
  await owner.query(`INSERT INTO exchange.message (receipt, service, owner, kind, caller, agency_code, agency_name, actor_kind,
    purpose, fields) VALUES ('BN000000-LATE', 'a.b', 'a', 'read', 'c', 'G01', E'One\\nfields two', 'machine', 'p', '{}')`);
  const { receipt } = await read(forCase());
  await proveCalls(house);
  assert.deepEqual(await proofOf(receipt, MOTHER), { state: 'waiting' });
  await owner.query('COMMIT');
  await Promise.all([proveCalls(house), proveCalls(house), proveCalls(house)]);
  await proveAll();
  assert.equal((await proofOf(receipt, MOTHER)).state, 'proven');
  const late = await fileOf('BN000000-LATE', CHILD);
  assert.match(late, /^agency-name One fields two$/m, 'no value begins a line of its own');
  const verified = await verifyCalls(house);
  assert.deepEqual(verified.problems, []);
  assert.equal(verified.records, await recordsIn());
});

test('a process that dies after it has kept a batch leaves nothing out and enters nothing twice', async () => {
  const { receipt } = await read(forCase());
  const dying = {
    ...house,
    db: {
      ...house.db,
      as(system: string) {
        if (system === 'trust' && isDead) throw new Error('killed');
        return house.db.as(system);
      },
    },
  } as House;
  let isDead = false;
  await verifyOwnLog(dying);
  isDead = true;
  await assert.rejects(async () => {
    for (;;) await proveCalls(dying);
  }, /killed/);
  await proveAll();
  assert.equal(typeof (await check(await fileOf(receipt, MOTHER))), 'object');
  const { problems, batches } = await verifyCalls(house);
  assert.deepEqual(problems, []);
  const { rows } = await owner.query<{ entry: string }>(
    `SELECT convert_from(entry, 'UTF8') AS entry FROM trust.log_entry WHERE entry LIKE 'exchange %'::bytea`,
  );
  assert.equal(rows.length, batches);
});

test('a record that is changed, removed or added in the database is noticed, and the others stay proven', async () => {
  const [one, other] = [await read(forCase()), await read(forCase())];
  await proveAll();
  const problems = async () => (await verifyCalls(house)).problems.join('; ');
  for (const [statement, values] of [
    [`UPDATE exchange.message SET purpose = 'own-data' WHERE receipt = $1`, [one.receipt]],
    [`UPDATE exchange.message SET actor_number = '001185000003' WHERE receipt = $1`, [one.receipt]],
    [`UPDATE exchange.subject SET told_from = 'infinity' WHERE receipt = $1`, [one.receipt]],
    [`DELETE FROM exchange.subject WHERE receipt = $1 AND personal_number = '${FATHER}'`, [one.receipt]],
    [`DELETE FROM exchange.message WHERE receipt = $1`, [one.receipt]],
    [
      `INSERT INTO exchange.subject (personal_number, receipt, written_by)
       SELECT '${CHILD}', receipt, written_by FROM exchange.message WHERE receipt = $1`,
      [one.receipt],
    ],
  ] as const) {
    await behindTheBack(statement, [...values], async () => {
      const found = await problems();
      if (statement.startsWith('DELETE')) assert.match(found, /\d+ records are not as they were, or gone/, statement);
      else assert.match(found, new RegExp(one.receipt), statement);
      assert.ok(!found.includes(other.receipt));
      assert.equal((await proofOf(other.receipt, MOTHER)).state, 'proven');
      if (statement.includes('purpose')) assert.deepEqual(await proofOf(one.receipt, MOTHER), { state: 'changed' });
    });
  }
  assert.equal(await problems(), '');
});

test('a batch that is changed or taken out is noticed by what the public log has', async () => {
  await read(forCase());
  await proveAll();
  const problems = async () => (await verifyCalls(house)).problems.join('; ');
  const newest = '(SELECT max(number) FROM exchange.batch)';
  await behindTheBack(`UPDATE exchange.batch SET salt = sha256(salt) WHERE number = ${newest}`, [], async () =>
    assert.match(await problems(), /changed or added since/),
  );
  await behindTheBack(`DELETE FROM exchange.batch WHERE number = ${newest}`, [], async () =>
    assert.match(await problems(), /the public log has 1 batches that are not here/),
  );
  await behindTheBack(`DELETE FROM exchange.batch WHERE number = 1`, [], async () =>
    assert.match(await problems(), /does not begin where the one before ends/),
  );
  await assert.rejects(house.db.as('exchange').run({ text: 'UPDATE batch SET salt = salt', values: [] }), /denied/);
  await assert.rejects(house.db.as('exchange').run({ text: 'DELETE FROM batch', values: [] }), /denied/);
});

/** The alarms about calls that are raised: kind, agency, how many. */
const alarms = async () => {
  const { rows } = await owner.query<{ kind: string; subject: string; count: number }>(
    `SELECT kind, subject, (details->>'count')::int AS count FROM trust.alarm
      WHERE ended_at IS NULL AND kind LIKE 'exchange%' ORDER BY kind, subject`,
  );
  return rows.map(({ kind, subject, count }) => `${kind} ${subject} ${count}`);
};
const forget = () => owner.query(`DELETE FROM trust.alarm`);

test('the look by the clock finds nothing where nothing is wrong, new batches first and the others in turn', async () => {
  await proveAll();
  const all = (await verifyCalls(house)).batches;
  await owner.query('DELETE FROM exchange.batch_check');
  const { batches, wrong, unproven } = await lookAtProofs(house);
  assert.deepEqual([batches, wrong.size, unproven.size], [all, 0, 0]);
  await owner.query(`UPDATE exchange.batch_check SET checked_at = now() + interval '1 hour'`);
  await read(forCase());
  await proveAll();
  assert.deepEqual(await readTurn(house.db.as('exchange'), 1), [(await verifyCalls(house)).batches]);
  await lookAtProofs(house);
  assert.deepEqual(await alarms(), []);
});

test('a changed call raises an alarm for the agency on whose right it was made, until it is as it was', async () => {
  const { receipt } = await read(forCase());
  await proveAll();
  await lookAtProofs(house);
  const agency = forCase().agency.code;
  await behindTheBack(`UPDATE exchange.message SET purpose = 'own-data' WHERE receipt = $1`, [receipt], async () => {
    const { wrong } = await lookAtProofs(house);
    assert.equal([...wrong.keys()].join(), agency);
    // The records of one call, for each whom it was about.
    assert.deepEqual(await alarms(), [`exchange_proof_wrong ${agency} 1`]);
    await owner.query(`UPDATE exchange.batch_check SET checked_at = now() + interval '1 hour' WHERE NOT is_right`);
    assert.equal((await lookAtProofs(house)).wrong.get(agency), 1, 'what was wrong comes first the next time');
  });
  await forget();
  assert.equal((await lookAtProofs(house)).wrong.size, 0);
  assert.deepEqual(await alarms(), []);
});

test('a call or a batch that was taken away, and one that nothing proves, raise alarms', async () => {
  const { receipt } = await read(forCase());
  await proveAll();
  await lookAtProofs(house);
  await behindTheBack(`DELETE FROM exchange.subject WHERE receipt = $1`, [receipt], async () => {
    assert.ok((await lookAtProofs(house)).wrong.size > 0);
  });
  await lookAtProofs(house);
  for (const which of ['max(number)', 'min(number)'])
    await behindTheBack(
      `DELETE FROM exchange.batch WHERE number = (SELECT ${which} FROM exchange.batch)`,
      [],
      async () => {
        assert.ok((await lookAtProofs(house)).wrong.get('')! >= 1, which);
      },
    );
  await lookAtProofs(house);
  await forget();
  const waiting = await read(forCase());
  assert.equal((await lookAtProofs(house)).unproven.size, 0, 'it has half an hour');
  await owner.query(`UPDATE exchange.message SET at = at - interval '1 hour' WHERE receipt = $1`, [waiting.receipt]);
  assert.deepEqual([...(await lookAtProofs(house)).unproven.keys()], [forCase().agency.code]);
  assert.match((await alarms()).join(), /^exchange_unproven/);
});
