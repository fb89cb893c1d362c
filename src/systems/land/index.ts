/** The door of the land register. Its data are reached through the exchange; what anyone may see of the map is open. */
import type { System } from '../../kernel/system.ts';
import { type Provided, provide } from '../exchange/index.ts';
import { keepByStewards, namePartsSql } from '../registry/index.ts';
import './register.ts';
import { party } from './kinds.ts';
import { FOLLOW_LIVES, followLives } from './death/actions.ts';
import * as dealings from './dealings/actions.ts';
import * as reading from './reading/actions.ts';
import * as acts from './registration/actions.ts';
import * as services from './services.ts';
import { sentences } from './texts.ts';

export { type CheckedFile, checkLines, checkParcelFile, isSound, sentence } from './check-file.ts';
export { toGeoJson } from './geometry/geojson.ts';
export type { MapScale } from './geometry/spatial-unit.ts';
export { drawParcels } from './map/drawing.ts';
export { drawOwnParcel } from './map/own-drawing.ts';
export { landUseText } from './land-use-codes.ts';

/** Counts of what parts names are made, for those who search a misspelt one. */
const COUNT_NAME_PARTS = 'land.count_name_parts';

export const system: System = {
  name: 'land',
  folder: import.meta.dirname,
  sentences,
  jobs: {
    [FOLLOW_LIVES]: followLives,
    [COUNT_NAME_PARTS]: async (house) =>
      void (await house.db.as('land').run({ text: namePartsSql(party), values: [] })),
  },
  schedules: { [FOLLOW_LIVES]: '* * * * *', [COUNT_NAME_PARTS]: '41 19 * * *' },
};

export const provided: Provided[] = [
  ...keepByStewards(party).provided,
  provide(services.findParcels, reading.findParcels),
  provide(services.readParcelFile, reading.readParcelFile),
  provide(services.readOwnLand, reading.readOwnLand),
  provide(services.readRights, reading.readRights),
  provide(services.readOwnCertificate, reading.readOwnCertificate),
  provide(services.readCertificateAtDesk, reading.readCertificateAtDesk),
  provide(services.verifyCertificate, reading.verifyCertificate),
  provide(services.surveyParcel, acts.surveyParcel),
  provide(services.registerFirst, acts.registerFirst),
  provide(services.registerTransfer, acts.registerTransfer),
  provide(services.registerMortgage, acts.registerMortgage),
  provide(services.registerSeizure, acts.registerSeizure),
  provide(services.registerRestriction, acts.registerRestriction),
  provide(services.endRestriction, acts.endRestriction),
  provide(services.endResponsibility, acts.endResponsibility),
  provide(services.splitParcel, acts.splitParcel),
  provide(services.mergeParcels, acts.mergeParcels),
  provide(services.moveParcelBoundary, acts.moveParcelBoundary),
  provide(services.changeLandUse, acts.changeLandUse),
  provide(services.correctArea, acts.correctArea),
  provide(services.renewCertificate, acts.renewCertificate),
  provide(services.cancelCertificate, acts.cancelCertificate),
  provide(services.extendTerm, acts.extendTerm),
  provide(services.recoverLand, acts.recoverLand),
  provide(services.checkDisposal, dealings.checkDisposal),
  provide(services.fileContract, dealings.fileContract),
  provide(services.registerContract, dealings.registerContract),
  provide(services.releaseMortgage, dealings.releaseMortgage),
  provide(services.registerResponsibility, acts.registerResponsibility),
];
