import { defineRegister } from '../index.ts';

/** A register to try kinds of record in: tests of the engine that share a process share it. */
export const exampleRegister = defineRegister({
  system: 'registry',
  title: { vi: 'Sổ thử', en: 'A register to try' },
  owner: { code: 'G01', name: 'Bộ Mẫu' },
  fields: {},
});
