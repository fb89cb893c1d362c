import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { Refusal } from '../../kernel/refusal.ts';
import {
  type CallContext,
  type Noted,
  type ServiceContract,
  call,
  onBehalfOf,
  provide,
  publish,
  usageByReceipt,
  usageOf,
} from './index.ts';
import {
  type Logged,
  openExchange,
  CHILD,
  FATHER,
  MOTHER,
  SECRET_NAME,
  asPerson,
  compareTwo,
  forCase,
  house,
  inside,
  logged,
  messages,
  newestReceipt,
  note,
  owner,
  read,
  readPerson,
  refusedAs,
  write,
  writeChild,
} from '../../../test/support/exchange.ts';

openExchange();

test('a grant names the caller, the purpose, and what must be there', async () => {
  await read(forCase());
  await read(forCase({ caller: 'health', purpose: 'birth-notification', caseNumber: '' }));
  await read(forCase(asPerson(MOTHER)));
  const refused: Partial<CallContext>[] = [
    { caller: 'insurance' },
    { caller: 'Cases' },
    { purpose: 'child-health-insurance' },
    { caller: 'health', purpose: 'birth-registration' },
    { caseNumber: '' },
    asPerson(FATHER),
    { ...asPerson(MOTHER), actor: { kind: 'machine', name: MOTHER } },
    { ...asPerson(MOTHER), purpose: 'birth-registration' },
    { caller: 'system:hospital', purpose: 'own-data' },
  ];
  for (const over of refused) {
    let ran = false;
    const attempt = inside(
      () => void (ran = true),
      () => read(forCase(over)),
    );
    await assert.rejects(attempt, refusedAs('exchange.no_right', 403), JSON.stringify(over));
    assert.equal(ran, false, 'the owner is not even asked');
    const { outcomes, subjects } = await logged(await newestReceipt());
    assert.deepEqual([outcomes, subjects], [['exchange.no_right'], []]);
  }
});

test('an input that does not fit is refused before anything is done or logged', async () => {
  const before = await messages();
  for (const input of [{}, { number: '1' }, { number: MOTHER, more: 1 }, null] as never[])
    await assert.rejects(call(house, readPerson, input, forCase()), refusedAs('input.invalid', 422));
  assert.equal(await messages(), before);
});

test('what is read is logged before the answer is handed over', async () => {
  const { output, receipt } = await inside(
    async () => void (await owner.query('ALTER TABLE exchange.message RENAME TO message_gone')),
    () => read(forCase()).catch((error: unknown) => ({ output: error, receipt: '' })),
  );
  await owner.query('ALTER TABLE exchange.message_gone RENAME TO message');
  assert.ok(output instanceof Error, 'without its row in the log nothing is disclosed');
  assert.equal(receipt, '');
  const told = await read(forCase());
  assert.deepEqual(told.output, { name: SECRET_NAME, spouse: FATHER });
  assert.match(told.receipt, /^BN\d{6}-[2-9A-Z]{10}$/);
  assert.deepEqual(await logged(told.receipt).then(({ outcomes, subjects }) => [outcomes, subjects]), [
    ['done'],
    [FATHER, MOTHER],
  ]);
});

test('a read that the owner refuses is in the log of the person asked about', async () => {
  const attempt = inside(
    () => {
      throw new Refusal('population.no_such_person', 404);
    },
    () => read(forCase()),
  );
  await assert.rejects(attempt, refusedAs('population.no_such_person', 404));
  const { outcomes, subjects } = await logged(await newestReceipt());
  assert.deepEqual([outcomes, subjects], [['population.no_such_person'], [MOTHER]]);
});

test('a read that fails discloses nothing and is not logged as done', async () => {
  const before = await messages();
  await assert.rejects(
    inside(
      () => {
        throw new Error('a mistake');
      },
      () => read(forCase()),
    ),
    /a mistake/,
  );
  assert.equal(await messages(), before);
});

test('a write is logged, with those known to be concerned, before it begins', async () => {
  let begun: Logged | undefined;
  const { receipt } = await inside(
    async () => void (begun = await logged(await newestReceipt())),
    () => write(forCase()),
  );
  assert.deepEqual([begun!.service, begun!.outcomes, begun!.subjects], ['population.writeOne', [], [MOTHER]]);
  const ended = await logged(receipt);
  assert.deepEqual([ended.outcomes, ended.subjects], [['done'], [MOTHER, CHILD].sort()]);
});

test('a write needs a key', async () => {
  const { idempotencyKey: _key, ...context } = forCase();
  await assert.rejects(write(context), /give it an idempotency key/);
});

test('a write under the same key changes nothing more and gives the same answer and receipt', async () => {
  const context = forCase();
  const first = await write(context);
  const before = await messages();
  const again = await write(context);
  assert.deepEqual([again.output, again.receipt], [first.output, first.receipt]);
  assert.equal(await messages(), before);
  const { outcomes, subjects } = await logged(first.receipt);
  assert.deepEqual([outcomes, subjects.length], [['done'], 2]);
  const many = await Promise.all(Array.from({ length: 12 }, () => write(forCase({ idempotencyKey: 'at-once' }))));
  assert.equal(new Set(many.map(({ receipt }) => receipt)).size, 1);
});

test('the same key with another input is noticed and refused, and the log does not tell what the inputs were', async () => {
  const context = forCase();
  const { receipt, output } = await write(context, MOTHER);
  await assert.rejects(write(context, FATHER), refusedAs('exchange.key_used', 422));
  const attempt = await logged(await newestReceipt());
  assert.deepEqual([attempt.outcomes, attempt.subjects], [['exchange.key_used'], []]);
  assert.deepEqual((await logged(receipt)).outcomes, ['done']);
  const reordered = { name: SECRET_NAME, mother: MOTHER };
  assert.deepEqual(
    (await call(house, writeChild, reordered, context)).output,
    output,
    'the order of names means nothing',
  );
  const { rows } = await owner.query<{ mac: Buffer }>(
    'SELECT input_mac AS mac FROM exchange.message WHERE receipt = $1',
    [receipt],
  );
  const plain = createHash('sha256')
    .update(JSON.stringify({ mother: MOTHER, name: SECRET_NAME }))
    .digest();
  assert.equal(rows[0]!.mac.length, 32);
  assert.notDeepEqual(rows[0]!.mac, plain, 'without the key of the house nobody can try inputs out');
});

test('who may ask about oneself may not ask about others with the same breath', async () => {
  const ask = (numbers: string[]) => call(house, compareTwo, { numbers }, forCase(asPerson(MOTHER)));
  await ask([MOTHER, MOTHER]);
  for (const numbers of [[], [FATHER], [MOTHER, FATHER], [FATHER, MOTHER]])
    await assert.rejects(ask(numbers), refusedAs('exchange.no_right', 403), numbers.join());
});

test('an owner may say which fields an answer had, whom else it was about, and who may not be told', async () => {
  const ask = (more: Noted) => {
    note(more);
    return call(house, compareTwo, { numbers: [MOTHER] }, forCase(asPerson(MOTHER)));
  };
  const linesOf = async (personalNumber: string) =>
    (await usageOf(house, { personalNumber, viewer: MOTHER })).map(({ receipt, kind, fields }) => [
      receipt,
      kind,
      fields,
    ]);
  const other = '001199000123';
  const some = await ask({ fields: ['spouse'], subjects: [other] });
  assert.deepEqual(await linesOf(other), [[some.receipt, 'check', ['spouse']]]);
  const sealed = await ask({ fields: ['spouse'], subjects: [other], untold: [other] });
  const deferred = await ask({ subjects: [other], untold: [other], toldFrom: new Date(Date.now() + 3_600_000) });
  const past = await ask({ subjects: [other], untold: [other], toldFrom: new Date(Date.now() - 3_600_000) });
  assert.deepEqual(
    (await linesOf(other)).map(([receipt]) => receipt),
    [past.receipt, some.receipt],
  );
  for (const { receipt } of [sealed, deferred]) {
    assert.equal(await usageByReceipt(house, { receipt, personalNumbers: [other], viewer: MOTHER }), undefined);
    assert.deepEqual((await logged(receipt)).subjects, [MOTHER, other].sort(), 'the log itself keeps them');
  }
});

test('the same key of another agency, or of another caller, is another write', async () => {
  const receipts = await Promise.all(
    [{}, { agency: { code: 'H26.2', name: 'UBND phường Ngọc Hà' } }, { caller: 'civil-status' }].map((over) =>
      write(forCase({ idempotencyKey: 'shared-key', ...over })),
    ),
  );
  assert.equal(new Set(receipts.map(({ receipt }) => receipt)).size, 3);
  assert.equal(new Set(receipts.map(({ output }) => output.time)).size, 3);
});

test('a refused write is over with its code, and may be done under the same key when nothing stands in its way', async () => {
  const context = forCase();
  const refuse = () => {
    throw new Refusal('population.not_yet', 409);
  };
  await assert.rejects(
    inside(refuse, () => write(context)),
    refusedAs('population.not_yet'),
  );
  const receipt = await newestReceipt();
  assert.deepEqual((await logged(receipt)).outcomes, ['population.not_yet']);
  await assert.rejects(
    inside(refuse, () => write(context)),
    refusedAs('population.not_yet'),
  );
  assert.deepEqual((await logged(receipt)).outcomes, ['population.not_yet'], 'refused again it is refused once');
  assert.equal((await write(context)).receipt, receipt);
  const { outcomes, subjects } = await logged(receipt);
  assert.deepEqual(outcomes, ['population.not_yet', 'done']);
  assert.deepEqual(subjects, [MOTHER, CHILD].sort(), 'nobody sees one call twice');
  const line = await usageByReceipt(house, { receipt, personalNumbers: [MOTHER], viewer: MOTHER });
  assert.equal(line!.outcome, 'done');
});

test('a write that was cut off stands open, seen by those concerned, until it is done again', async () => {
  const context = forCase();
  await assert.rejects(
    inside(
      () => {
        throw new Error('the power failed');
      },
      () => write(context),
    ),
    /power/,
  );
  const receipt = await newestReceipt();
  assert.deepEqual((await logged(receipt)).outcomes, []);
  const seen = await usageByReceipt(house, { receipt, personalNumbers: [MOTHER], viewer: MOTHER });
  assert.equal(seen!.outcome, null);
  assert.equal((await write(context)).receipt, receipt);
  assert.deepEqual((await logged(receipt)).outcomes, ['done']);
});

test('nothing is called inside a transaction', async () => {
  const attempt = house.db.as('exchange').transaction(() => read(forCase()));
  await assert.rejects(attempt, /population\.readOne was asked for inside a transaction/);
});

test('a service that nobody provides cannot be called, nor one be provided twice', async () => {
  const unknown = { ...readPerson, name: 'population.readNone' } as ServiceContract<
    typeof readPerson.input,
    typeof readPerson.output
  >;
  await assert.rejects(call(house, unknown, { number: MOTHER }, forCase()), refusedAs('exchange.unknown_service', 404));
  const one = provide(readPerson, async () => ({ name: '' }));
  assert.throws(() => publish({ ...house }, [one, one]), /two providers/);
  await assert.rejects(
    call({ ...house }, readPerson, { number: MOTHER }, forCase()),
    refusedAs('exchange.unknown_service'),
  );
});

test('the log holds the names of fields and no value of them', async () => {
  const { receipt } = await write(forCase());
  await read(forCase(asPerson(MOTHER)));
  assert.match((await logged(receipt)).text, /fullName/);
  for (const table of ['message', 'subject', 'outcome']) {
    const { rows } = await owner.query<{ text: string }>(`SELECT t::text AS text FROM exchange.${table} t`);
    assert.ok(
      rows.every(({ text }) => !text.includes('Bí Mật')),
      table,
    );
  }
});

test("who acts in another's post by delegation is shown as that in the data log", async () => {
  const post = {
    officialId: '01900000-0000-7000-8000-00000000000b',
    role: 'civil-status-officer',
    title: { vi: 'Công chức tư pháp, hộ tịch', en: 'Civil status officer' },
    agencyCode: 'H26.1',
    agencyName: 'UBND phường Giảng Võ',
    territoryCode: '00025',
  };
  for (const [isDelegated, title] of [
    [true, 'Công chức tư pháp, hộ tịch (được ủy quyền)'],
    [false, 'Công chức tư pháp, hộ tịch'],
  ] as const) {
    const { receipt } = await read(forCase(onBehalfOf({ number: '001185000002', post: { ...post, isDelegated } })));
    const lines = await usageOf(house, { personalNumber: MOTHER, viewer: MOTHER });
    assert.equal(lines.find((line) => line.receipt === receipt)!.actorTitle!.vi, title);
  }
});
