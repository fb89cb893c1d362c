/** The door of the register of civil servants. Its data are reached through the exchange only. */
import type { System } from '../../kernel/system.ts';
import { type Provided, provide } from '../exchange/index.ts';
import { keepByStewards, namePartsSql, publishEvents } from '../registry/index.ts';
import * as career from './career/actions.ts';
import { holdersOf, readCareer, readPosts, readStaff } from './career/reading.ts';
import { FOLLOW_LIVES, followLives } from './death/actions.ts';
import { appointment, commendation, discipline, position, salaryStep, servant, training } from './kinds.ts';
import * as services from './services.ts';
import { TELL_POWER, appoint, definePosition, endAppointment, tellPower } from './staffing/actions.ts';
import { sentences } from './texts.ts';

/** Counts of what parts names are made, for those who search a misspelt one. */
const COUNT_NAME_PARTS = 'civil-servants.count_name_parts';

export const system: System = {
  name: 'civil-servants',
  folder: import.meta.dirname,
  sentences,
  jobs: {
    [FOLLOW_LIVES]: followLives,
    [TELL_POWER]: (house, { appointmentId }: { appointmentId: string }) => tellPower(house, appointmentId),
    [COUNT_NAME_PARTS]: async (house) =>
      void (await house.db.as('civil-servants').run({ text: namePartsSql(servant), values: [] })),
  },
  schedules: { [FOLLOW_LIVES]: '* * * * *', [COUNT_NAME_PARTS]: '43 19 * * *' },
};

/** Who holds which position from when, until when: told to who gives officials their certificates. */
export const events = publishEvents('civil-servants', [
  { caller: 'trust', purposes: ['data-changes'], kinds: { appointment: ['agencyCode', 'positionCode'] } },
]);

export const provided: Provided[] = [
  ...events.provided,
  ...[position, servant, appointment, salaryStep, training, commendation, discipline].flatMap(
    (kind) => keepByStewards(kind as never).provided,
  ),
  provide(services.readStaff, readStaff),
  provide(services.holdersOf, holdersOf),
  provide(services.readPosts, readPosts),
  provide(services.readCareer, readCareer),
  provide(services.definePosition, definePosition),
  provide(services.recruit, career.recruit),
  provide(services.appoint, appoint),
  provide(services.endAppointment, endAppointment),
  provide(services.raiseStep, career.raiseStep),
  provide(services.changeGrade, career.changeGrade),
  provide(services.recordTraining, career.recordTraining),
  provide(services.commend, career.commend),
  provide(services.disciplineServant, career.disciplineServant),
  provide(services.leave, career.leave),
];
