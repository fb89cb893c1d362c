import { today } from '../../kernel/clock.ts';
import { Kept } from '../../kernel/kept.ts';
import type { House } from '../../kernel/system.ts';
import { type CallContext, call } from '../exchange/index.ts';
import * as rules from '../rules/services.ts';
import type { TimeLimits } from './services.ts';

/** Procedures under which a birth may be registered, after who the parents are. */
const BIRTH_PROCEDURES = {
  '1.001193': { 'Foreign element': false, 'With recognition': false },
  '1.000689': { 'Foreign element': false, 'With recognition': true },
  '2.000528': { 'Foreign element': true, 'With recognition': false },
  '1.001695': { 'Foreign element': true, 'With recognition': true },
} as const;

const RULE_SET = 'civil-status.birth-time-limit';
/** The Government Office runs the catalogue. */
const CATALOGUE: CallContext = {
  caller: 'procedures',
  agency: { code: 'G22', name: 'Văn phòng Chính phủ' },
  actor: { kind: 'machine', name: 'Cơ sở dữ liệu quốc gia về thủ tục hành chính' },
  purpose: 'public-information',
};

const MOST_DAYS_KEPT = 10;
const keptLimits = new WeakMap<House['db'], Kept<TimeLimits>>();

/** The limits of a day, kept until an edition of the law comes into force: every dossier that is submitted asks for them. */
function keptOf({ db }: House): Kept<TimeLimits> {
  let kept = keptLimits.get(db);
  if (!kept) {
    kept = new Kept(db, 'rules.in_force', { most: MOST_DAYS_KEPT, whichOf: () => 'any' });
    keptLimits.set(db, kept);
  }
  return kept;
}

/** Time limits of the journey of a birth in working days, as the law of today says, and the edition that says it. */
export function readTimeLimits(house: House): Promise<TimeLimits> {
  const on = today();
  return keptOf(house).get(on, async () => {
    const births = Object.values(BIRTH_PROCEDURES).map((inputs) => ({ Step: 'birth', ...inputs }));
    const ordinary = BIRTH_PROCEDURES['1.001193'];
    const later = ['residence', 'insurance'].map((Step) => ({ Step, ...ordinary }));
    const asked = { ruleSet: RULE_SET, on, cases: [...births, ...later] };
    const { answers, edition } = (await call(house, rules.decideMany, asked, CATALOGUE)).output;
    const days = answers.map((answer) => {
      if (typeof answer !== 'number') throw new Error(`${RULE_SET} has no time limit for a step of a birth`);
      return answer;
    });
    return {
      birth: Object.fromEntries(Object.keys(BIRTH_PROCEDURES).map((code, i) => [code, days[i] ?? 0])),
      residence: days.at(-2) ?? 0,
      insurance: days.at(-1) ?? 0,
      edition,
    };
  });
}
