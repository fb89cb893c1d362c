import { OLD_PROVINCES } from '../../country/index.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { choice, splitByStewards } from '../registry/index.ts';
import { person } from './kinds.ts';
import { newNumber } from './person/numbering.ts';

/** Personal numbers tell births from 1900 on. */
const FIRST_BIRTH = '1900-01-01';

/**
 * Two people under one number: the other one gets a number of their own, as the newborn and the naturalised do, from the sex and day of birth
 * that the new record says and the province where the birth was registered, which no field says.
 */
export const personSplitting = splitByStewards(person, {
  asks: {
    provinceCode: choice({
      title: {
        vi: 'Nơi đăng ký khai sinh (tỉnh ghi trong số định danh)',
        en: 'Province where the birth was registered',
      },
      choices: Object.fromEntries([...OLD_PROVINCES].map(([code, name]) => [code, { vi: name, en: name }])),
    }),
  },
  async newKey(tx, { values, asked }) {
    const { sex, bornOn } = values as { sex: 'male' | 'female'; bornOn: string };
    if (bornOn < FIRST_BIRTH) throw new Refusal('register.value_refused', 422, { values: { check: 'bornOn' } });
    return [await newNumber(tx, { provinceCode: String(asked.provinceCode), sex, bornOn })];
  },
});
