/** Everything that can be registered about land. */
export { changeLandUse, correctArea, moveParcelBoundary, surveyParcel } from './alterations.ts';
export { cancelCertificate, renewCertificate } from './certificates.ts';
export { registerFirst } from './first.ts';
export {
  endResponsibility,
  endRestriction,
  registerMortgage,
  registerResponsibility,
  registerRestriction,
  registerSeizure,
} from './restrictions.ts';
export { mergeParcels, splitParcel } from './split-and-merge.ts';
export { extendTerm, recoverLand } from './term-and-recovery.ts';
export { registerTransfer } from './transfer.ts';
