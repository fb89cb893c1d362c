/** The door of the civil-status register. Its data are reached through the exchange only. */
import type { System } from '../../kernel/system.ts';
import type { Language } from '../../kernel/text.ts';
import { type Provided, provide } from '../exchange/index.ts';
import { namePartsSql } from '../registry/index.ts';
import { ACTS } from './acts.ts';
import { BOOKS, type Book, type EntryStatus, STATUSES } from './books.ts';
import { readBirthStatus, registerBirth } from './birth/actions.ts';
import { carryOut } from './consequence/actions.ts';
import { CARRY_OUT } from './consequence/rules.ts';
import { registerAct } from './entry/actions.ts';
import { cancelRegistered, tellAgain } from './entry/cancelling.ts';
import { readEntry, searchBooks } from './entry/reading.ts';
import { party } from './kinds.ts';
import { importPaperBook } from './legacy/actions.ts';
import {
  FINISH_CERTIFICATE,
  finishCertificate,
  issueMaritalCertificate,
  readMaritalStanding,
} from './marital/actions.ts';
import {
  applyForMaritalCertificate,
  findMaritalApplications,
  grantMaritalApplication,
  readMaritalApplication,
  readOwnMaritalStatus,
  refuseMaritalApplication,
  withdrawMaritalApplication,
} from './marital/application/actions.ts';
import { maritalSentences } from './marital/sentences.ts';
import { readMarriage } from './marriage/actions.ts';
import { FOLLOW_NUMBERS, followNumbers } from './numbers/actions.ts';
import * as papers from './paper/actions.ts';
import { ROLES } from './role-texts.ts';
import * as services from './services.ts';
import { sentences } from './texts.ts';

/** How certificates of marital status are asked for, and what they are called. */
export { VALIDITIES } from './marital/choices.ts';
export { intendedWords, purposeWords } from './marital/texts.ts';
export {
  WISH_FORMS,
  WISH_FORM_TITLES,
  type WishForm,
  purposeOf,
  wishFieldName,
  wishFields,
  wishProblems,
  wishTyped,
} from './marital/wish-form.ts';

/** What a book is called. */
export const bookTitle = (book: Book, language: Language): string => BOOKS[book][language];
/** What became of an entry, in a word. */
export const statusTitle = (status: EntryStatus, language: Language): string => STATUSES[status][language];
/** As what somebody stands in an entry. */
export const roleTitle = (role: string, language: Language): string => ROLES[role]?.[language] ?? role;

/** Counts of what parts names are made, for those who search a misspelt one. */
const COUNT_NAME_PARTS = 'civil-status.count_name_parts';

export const system: System = {
  name: 'civil-status',
  folder: import.meta.dirname,
  sentences: { ...sentences, ...maritalSentences },
  jobs: {
    [CARRY_OUT]: async (house, { entryId }: { entryId: string }) => void (await carryOut(house, entryId)),
    [FINISH_CERTIFICATE]: (house, payload: { paperId: string }) => finishCertificate(house, payload),
    [FOLLOW_NUMBERS]: followNumbers,
    [COUNT_NAME_PARTS]: async (house) =>
      void (await house.db.as('civil-status').run({ text: namePartsSql(party), values: [] })),
  },
  schedules: { [FOLLOW_NUMBERS]: '* * * * *', [COUNT_NAME_PARTS]: '33 19 * * *' },
};

/** Registers by the act of a book. */
const registering =
  (book: keyof typeof ACTS): Provided['handler'] =>
  (house, input, context) =>
    registerAct(house, ACTS[book] as never, input as never, context);

export const provided: Provided[] = [
  provide(services.readMarriage, readMarriage),
  provide(services.readBirthStatus, readBirthStatus),
  provide(services.registerBirth, registerBirth),
  provide(services.registerMarriage, registering('marriage') as never),
  provide(services.registerDeath, registering('death') as never),
  provide(services.noteDivorce, registering('divorce') as never),
  provide(services.recogniseParent, registering('recognition') as never),
  provide(services.registerAdoption, registering('adoption') as never),
  provide(services.registerGuardianship, registering('guardianship') as never),
  provide(services.endGuardianship, registering('guardianship-end') as never),
  provide(services.changeDetails, registering('change') as never),
  provide(services.noteAbroad, registering('abroad') as never),
  provide(services.cancelEntry, cancelRegistered),
  provide(services.retryConsequences, tellAgain),
  provide(services.findEntries, searchBooks),
  provide(services.readEntry, readEntry),
  provide(services.importPaperBook, importPaperBook),
  provide(services.issuePaper, papers.issuePaper),
  provide(services.readPaperFile, papers.readPaperFile),
  provide(services.readMaritalStanding, readMaritalStanding),
  provide(services.issueMaritalCertificate, issueMaritalCertificate),
  provide(services.applyForMaritalCertificate, applyForMaritalCertificate),
  provide(services.readOwnMaritalStatus, readOwnMaritalStatus),
  provide(services.withdrawMaritalApplication, withdrawMaritalApplication),
  provide(services.findMaritalApplications, findMaritalApplications),
  provide(services.readMaritalApplication, readMaritalApplication),
  provide(services.grantMaritalApplication, grantMaritalApplication),
  provide(services.refuseMaritalApplication, refuseMaritalApplication),
  provide(services.readOwnEntries, papers.readOwnEntries),
  provide(services.issueOwnExtract, papers.issueOwnExtract),
  provide(services.listPapers, papers.listPapers),
  provide(services.verifyPaper, papers.verifyPaper),
];
