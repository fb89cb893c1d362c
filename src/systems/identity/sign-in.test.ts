import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownerClient } from '../../kernel/db.ts';
import {
  openSignIn,
  PERSON,
  OFFICER,
  PASSWORD,
  database,
  sent,
  Browser,
  lastCode,
  wrongCode,
  begin,
  signIn,
  who,
  forget,
  asOwner,
} from '../../../test/support/sign-in.ts';

openSignIn();

test('a person signs in with number, password and code, and comes back to where they wanted to go', async () => {
  const browser = new Browser();
  const back = await signIn(browser, PERSON, '/sign-in?to=/cases');
  assert.equal(back.path, '/cases');
  const holder = await who(browser, 'portal');
  assert.equal(holder?.number, PERSON);
  assert.equal(holder?.kind, 'person');
  assert.equal(holder?.assurance, 'level-2');
  assert.equal(holder?.name, 'Nguyễn Thử 4');
  assert.ok(!('post' in holder!));
});

test('the code can be used once: going back and sending it again starts anew', async () => {
  const browser = new Browser();
  const run = await begin(browser);
  await browser.open(`${run}/password`, { personalNumber: PERSON, password: PASSWORD });
  const code = lastCode();
  const first = await browser.ask(`${run}/code`, { code });
  assert.equal(first.status, 303);
  const second = await browser.ask(`${run}/code`, { code });
  assert.equal(second.status, 409);
  assert.match(second.text, /không còn mã nào/);
});

test('of two requests with the right code at once only one goes on', async () => {
  const browser = new Browser();
  const run = await begin(browser);
  await browser.open(`${run}/password`, { personalNumber: PERSON, password: PASSWORD });
  const code = lastCode();
  const answers = await Promise.all([1, 2, 3].map(() => browser.ask(`${run}/code`, { code })));
  assert.deepEqual(
    answers.map(({ status }) => status).toSorted((a, b) => a - b),
    [303, 409, 409],
  );
});

test('the way back from a run can be gone once', async () => {
  const browser = new Browser();
  const run = await begin(browser);
  await browser.open(`${run}/password`, { personalNumber: PERSON, password: PASSWORD });
  const resume = (await browser.ask(`${run}/code`, { code: lastCode() })).location!;
  const before = new Map(browser.cookies);
  assert.match((await browser.ask(resume)).location!, /\/sign-in\/callback\?code=/);
  const again = new Browser();
  for (const [name, cookie] of before) again.cookies.set(name, cookie);
  assert.match((await again.ask(resume)).location!, /\/sign-in\/interrupted$/);
});

test('merely asking to sign in leaves nothing in the tables', async () => {
  const count = async () => {
    const owner = ownerClient(database.owner);
    await owner.connect();
    const { rows } = await owner.query<{ count: string }>('SELECT count(*) FROM identity.oidc_item');
    await owner.end();
    return rows[0]!.count;
  };
  const before = await count();
  await begin(new Browser());
  assert.equal(await count(), before);
});

test('a wrong password and an unknown number get the same answer, beside the field, with the number kept and the password not', async () => {
  const answers: string[] = [];
  for (const personalNumber of [PERSON, '079190999999']) {
    const browser = new Browser();
    const run = await begin(browser);
    const page = await browser.open(`${run}/password`, { personalNumber, password: 'sai mật khẩu' });
    assert.equal(page.status, 422);
    assert.match(page.text, new RegExp(`value="${personalNumber}"`));
    assert.ok(!page.text.includes('sai mật khẩu'));
    answers.push(page.text.replaceAll(personalNumber, '#').replaceAll(run, ''));
  }
  assert.equal(answers[0], answers[1]);
  assert.match(answers[0]!, /Số định danh hoặc mật khẩu chưa đúng/);
});

test('every refusal of the form stands beside its field', async () => {
  const browser = new Browser();
  const run = await begin(browser);
  const empty = await browser.open(`${run}/password`, { personalNumber: '', password: '' });
  assert.equal(empty.status, 422);
  assert.match(empty.text, /id="personalNumber-error"/);
  assert.match(empty.text, /id="password-error"/);
  const short = await browser.open(`${run}/password`, { personalNumber: '12 34', password: 'x' });
  assert.match(short.text, /12 chữ số\./);
  assert.match(short.text, /value="12 34"/);
});

test('after five wrong codes no code holds, not even the right one; another can be asked for', async () => {
  const browser = new Browser();
  const run = await begin(browser);
  await browser.open(`${run}/password`, { personalNumber: OFFICER, password: PASSWORD });
  const right = lastCode();
  for (let left = 4; left >= 1; left--) {
    const page = await browser.open(`${run}/code`, { code: wrongCode() });
    assert.equal(page.status, 422);
    assert.match(page.text, new RegExp(`Bạn còn ${left} lần nhập`));
  }
  assert.match((await browser.open(`${run}/code`, { code: wrongCode() })).text, /sai 5 lần/);
  const late = await browser.open(`${run}/code`, { code: right });
  assert.equal(late.status, 422);
  assert.match(late.text, /sai 5 lần/);
  // Five failures: the number has to wait, also for a new code.
  const again = await browser.open(`${run}/code/again`, {});
  assert.match(again.text, /thử lại sau 1 phút/);
  await forget(OFFICER);
  await browser.open(`${run}/code/again`, {});
  assert.notEqual(sent.length, 0);
  const done = await browser.open(`${run}/code`, { code: lastCode() });
  assert.equal(done.path, '/cases');
});

test('a code that is older than five minutes no longer holds', async () => {
  const browser = new Browser();
  const run = await begin(browser);
  await browser.open(`${run}/password`, { personalNumber: PERSON, password: PASSWORD });
  await asOwner(`UPDATE identity.one_time_code SET expires_at = expires_at - interval '301 seconds'`);
  const page = await browser.open(`${run}/code`, { code: lastCode() });
  assert.equal(page.status, 422);
  assert.match(page.text, /Mã đã hết hạn/);
});

test('the code page cannot be reached without the password', async () => {
  const browser = new Browser();
  const run = await begin(browser);
  assert.equal((await browser.open(`${run}/code`)).path, run);
  assert.equal((await browser.open(`${run}/code`, { code: '123456' })).status, 409);
});

test('after five failures a number waits, longer each time, also one without account, also tries sent at once', async () => {
  await forget();
  for (const personalNumber of [PERSON, '079190999998']) {
    const browser = new Browser();
    const run = await begin(browser);
    const pages = await Promise.all(
      Array.from({ length: 8 }, () => browser.ask(`${run}/password`, { personalNumber, password: 'sai' })),
    );
    const wrong = pages.filter(({ text }) => text.includes('mật khẩu chưa đúng')).length;
    const waiting = pages.filter(({ text }) => text.includes('thử lại sau 1 phút')).length;
    assert.deepEqual([wrong, waiting], [5, 3]);
    const right = await browser.ask(`${run}/password`, { personalNumber, password: PASSWORD });
    assert.match(right.text, /thử lại sau 1 phút/);
    await asOwner(`UPDATE identity.sign_in_attempt SET at = at - interval '31 seconds'`);
    assert.match((await browser.ask(`${run}/password`, { personalNumber, password: 'sai' })).text, /chưa đúng/);
    await asOwner(`UPDATE identity.sign_in_attempt SET at = at - interval '31 seconds'`);
    assert.match((await browser.ask(`${run}/password`, { personalNumber, password: 'sai' })).text, /thử lại sau/);
  }
  await forget();
});

test('after thirty failures within ten minutes an address waits, whatever number it gives', async () => {
  await forget();
  await asOwner(`INSERT INTO identity.sign_in_attempt (id, personal_number, address, method, outcome)
    SELECT gen_random_uuid(), 'n' || i, '127.0.0.1', 'password', 'failed' FROM generate_series(1, 30) i`);
  const browser = new Browser();
  const run = await begin(browser);
  const page = await browser.ask(`${run}/password`, { personalNumber: PERSON, password: PASSWORD });
  assert.equal(page.status, 429);
  assert.match(page.text, /Từ mạng của bạn/);
  await forget();
});

test('the sign-in page speaks English when the site does', async () => {
  const browser = new Browser();
  const page = await browser.open('/sign-in?to=/&language=en');
  assert.match(page.text, /<html lang="en"/);
  assert.match(page.text, /Personal number/);
});
