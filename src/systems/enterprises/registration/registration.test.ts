import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isTaxCode } from '../../../country/index.ts';
import { today } from '../../../kernel/clock.ts';
import { communesOf } from '../../territories/index.ts';
import {
  type EnterpriseTown,
  enterpriseTown,
  problemsIn,
  refusedWith,
} from '../../../../test/support/enterprise-town.ts';

let town: EnterpriseTown;
before(async () => {
  town = await enterpriseTown();
});
after(() => town.close());

test('an enterprise gets a code with the right check digit, and its certificate facts are there from that day', async () => {
  const { code, effectiveOn } = await town.register({ name: 'Công ty TNHH Hoa Sen Vàng' });
  assert.ok(isTaxCode(code));
  assert.equal(effectiveOn, today());
  const file = await town.file(code);
  assert.equal(file.version?.values.status, 'operating');
  assert.deepEqual(
    file.holders.map(({ holderName, contribution }) => [holderName, contribution]),
    [['Nguyễn Văn Minh', 1_000_000_000]],
  );
  assert.deepEqual(
    file.industries.map(({ vsicCode, isMain }) => [vsicCode, isMain]),
    [
      ['6201', true],
      ['6202', false],
    ],
  );
  assert.equal(file.representatives[0]?.fullName, 'Nguyễn Văn Minh');
});

test('the same request again gives the same enterprise', async () => {
  const [one, other] = [
    await town.register({ name: 'Công ty TNHH Làm Một Lần' }, 'once-and-only'),
    await town.register({ name: 'Công ty TNHH Làm Một Lần' }, 'once-and-only'),
  ];
  assert.deepEqual(one, other);
});

test('many who register at the same moment get different codes, and one name goes to one of them', async () => {
  const words = ['Sao', 'Sông', 'Núi', 'Biển', 'Gió', 'Mây'];
  const given = await Promise.all(
    words.flatMap((one) =>
      ['Trắng', 'Biếc', 'Hồng', 'Tím'].map((other) =>
        town.register({ name: `Công ty TNHH Đồng Thời ${one} ${other}` }),
      ),
    ),
  );
  assert.equal(new Set(given.map(({ code }) => code)).size, 24);
  for (const { code } of given) assert.ok(isTaxCode(code));
  const same = await Promise.allSettled(
    Array.from({ length: 4 }, () => town.register({ name: 'Công ty TNHH Cùng Một Tên' })),
  );
  assert.equal(same.filter(({ status }) => status === 'fulfilled').length, 1);
});

test('a name that is taken is refused, with tones, without type, abroad and abbreviated; alike but for tones is for the officer', async () => {
  await town.register({ name: 'Công ty TNHH Bình Minh Xanh', shortName: 'BMX', foreignName: 'Green Dawn Ltd' });
  const problems = async (over: Parameters<typeof town.register>[0]) => problemsIn(town.register(over));
  assert.deepEqual(await problems({ name: 'CÔNG TY TNHH BÌNH MINH XANH' }), { name: 'enterprise.name_identical' });
  assert.deepEqual(await problems({ name: 'Công ty TNHH Bình Minh Xanh 2' }), { name: 'enterprise.name_numbered' });
  assert.deepEqual(await problems({ name: 'Công ty TNHH Tân Bình Minh Xanh' }), { name: 'enterprise.name_newer' });
  assert.deepEqual(await problems({ name: 'Công ty TNHH Chẳng Liên Quan', shortName: 'bmx' }), {
    shortName: 'enterprise.short_name_taken',
  });
  assert.deepEqual(await problems({ name: 'Công ty TNHH Chẳng Liên Quan', foreignName: 'GREEN DAWN LTD' }), {
    foreignName: 'enterprise.foreign_name_taken',
  });
  assert.deepEqual(await problems({ name: 'Công ty TNHH Binh Minh Xanh' }), {
    name: 'enterprise.name_alike_without_tones',
  });
  await town.register({ name: 'Công ty TNHH Binh Minh Xanh', toldApart: true });
  assert.deepEqual(await problems({ name: 'Hoa Hồng' }), { name: 'enterprise.name_without_type' });
  assert.deepEqual(await problems({ name: 'Công ty cổ phần Sai Loại' }), { name: 'enterprise.name_of_other_form' });
});

test('who may not found is refused beside the field: nobody, a minor, the dead, an official', async () => {
  const refusalFor = async (who: string) => {
    const number = who === 'nobody' ? '001090999999' : town.numberOf(who);
    const found = await problemsIn(
      town.register({
        name: 'Công ty TNHH Người Sáng Lập',
        holders: [{ holder: number, role: 'owner', contribution: 1_000_000_000, paidIn: 0 }],
      }),
    );
    return found['holders.0.holder'];
  };
  assert.equal(await refusalFor('nobody'), 'enterprise.person_unknown');
  assert.equal(await refusalFor('Nguyễn Bé Na'), 'enterprise.person_minor');
  assert.equal(await refusalFor('Trần Cụ Tổ'), 'enterprise.person_dead');
  assert.equal(await refusalFor('Lê Công Chức'), 'enterprise.person_official');
});

test('contributions must fit the charter capital, and their number the legal form', async () => {
  const [minh, lan] = [town.numberOf('Nguyễn Văn Minh'), town.numberOf('Trần Thị Lan')];
  const part = (holder: string, contribution: number) => ({ holder, role: 'member' as const, contribution, paidIn: 0 });
  const two = { name: 'Công ty TNHH Hai Người', legalForm: 'llc-more-members' as const };
  assert.deepEqual(
    await problemsIn(town.register({ ...two, holders: [part(minh, 600_000_000), part(lan, 400_000_001)] })),
    {
      holders: 'enterprise.shares_over_capital',
    },
  );
  assert.deepEqual(
    await problemsIn(town.register({ ...two, holders: [part(minh, 600_000_000), part(lan, 399_999_999)] })),
    {
      holders: 'enterprise.shares_under_capital',
    },
  );
  assert.deepEqual(await problemsIn(town.register({ ...two, holders: [part(minh, 1_000_000_000)] })), {
    holders: 'enterprise.too_few_holders',
  });
  assert.deepEqual(
    await problemsIn(town.register({ ...two, holders: [part(minh, 500_000_000), part(minh, 500_000_000)] })),
    { 'holders.1.holder': 'enterprise.holder_twice' },
  );
});

test('an officer of another province, and who is no registrar, may not register here', async () => {
  await assert.rejects(
    town.register({ communeCode: communesOf('79', today())[0]!.code, name: 'Công ty TNHH Nơi Khác' }),
    refusedWith('enterprise.not_competent'),
  );
  await assert.rejects(
    town.register({ name: 'Công ty TNHH Không Phải Cán Bộ' }, undefined, { role: 'insurance-officer' }),
    refusedWith('enterprise.not_competent'),
  );
});

test('a place that is no commune today, and a line of business that is none, are refused', async () => {
  assert.deepEqual(
    await problemsIn(town.register({ name: 'Công ty TNHH Ngành Lạ', industries: ['0000', '6201', '6201'] })),
    {
      'industries.0': 'enterprise.industry_unknown',
      'industries.2': 'enterprise.industry_twice',
    },
  );
  assert.deepEqual(await problemsIn(town.register({ name: 'Công ty TNHH Không Đâu', communeCode: '99999' })), {
    communeCode: 'enterprise.commune_unknown',
  });
});
