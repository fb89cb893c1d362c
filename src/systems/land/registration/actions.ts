/** Everything that can be registered about land. */
export { changeLandUse, correctArea, moveParcelBoundary, renewCertificate, surveyParcel } from './alterations.ts';
export { registerFirst } from './first.ts';
export {
  endResponsibility,
  endRestriction,
  registerMortgage,
  registerRestriction,
  registerSeizure,
} from './restrictions.ts';
export { mergeParcels, splitParcel } from './split-and-merge.ts';
export { registerTransfer } from './transfer.ts';
