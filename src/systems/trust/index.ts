import type { System } from '../../kernel/system.ts';
import { watchTrust } from './administration/alarms/actions.ts';
import { acmeJobs, acmeSchedules } from './acme/actions.ts';
import { isRootAwaited } from './keys.ts';
import { buildLog, COSIGN_LOG, openLog } from './log/actions.ts';
import { cosignLog, witnessesOf } from './log/witness/actions.ts';
import { hearOfPostsBy, SETTLE_POSTS, settlePosts, sweepPosts } from './posts/actions.ts';
import { renewArchive } from './sealing/archive/actions.ts';
import { renewLists } from './status/actions.ts';
import { SIGN_DEFERRED, signDeferred, sweepDeferred } from './remote/deferred/actions.ts';
import { sweepDocuments } from './remote/document/actions.ts';
import { sentences } from './texts.ts';
import { renewTrustedList } from './trusted-list/actions.ts';

/** The door of the trust services. */
export { isSignerAtWork, keepKeys } from './signer/use.ts';
export { raiseAlarm, tellAlarmsBy } from './administration/alarms/actions.ts';
export { hearOfPostsBy };
export { serveEst } from './est/tls-listener.ts';
export { rootCertificatePem, sealPdf } from './actions.ts';
export { isSameDocument, readKept } from './sealing/archive/actions.ts';
export { runPkits } from './path/pkits.ts';
export { enterTogether, findInLog, isInLog, logEntries, type LogPlace } from './log/actions.ts';
export { enterBatch, headOfBatch, isHeadOf, receiptInBatch, sha256OfHead } from './log/batch.ts';
export { checkReceipt } from './log/check.ts';
export { LOG_USAGE, logCommand } from './log/command.ts';
export { verifyOwnLog } from './log/verification.ts';
export { CEREMONY_USAGE, ceremonyCommand, ceremonyInHouse, isOfTheHouse } from './ceremony/command.ts';
export { ENROLMENT_USAGE, enrolmentCommand } from './enrolment/command.ts';
export { WITNESS_USAGE, witnessCommand } from './log/witness/command.ts';
export { CERTIFICATES_USAGE, certificatesCommand } from './status/command.ts';
export { coSign, signFiles, type Packaging, type SigningOrder } from './signing/actions.ts';
export { SIGN_USAGE, signCommand } from './signing/command.ts';
export {
  askActivation,
  askAfar,
  authorise,
  checkAfar,
  listWaiting,
  readOwnActivation,
  signHashes,
  type Application,
} from './remote/activation.ts';
export type { Activation } from './remote/store.ts';
export {
  signForApplication,
  type ByHashOrder,
  type DocumentOrder,
  type WholeOrder,
} from './remote/application-documents.ts';
export { readDeferred, signLater } from './remote/deferred/actions.ts';
export { stampHash } from './remote/stamp.ts';
export { validateFile, validateFiles } from './validation/actions.ts';
export {
  dataOfValidation,
  indicationOf,
  linesOf,
  sentenceOf,
  type FileValidation,
  type Validation,
} from './validation/report.ts';
export { stampTexts } from './validation/texts.ts';
export type { SignatureValidation } from './validation/validate.ts';
export {
  beginEnrolment,
  chainOf,
  chainPemOf,
  finishEnrolment,
  listCredentials,
  OWN_REASONS,
  readOwnCredential,
  revokeOwnCredential,
  type SigningCredential,
} from './remote/credential.ts';
export {
  askDocumentSignature,
  listOwnDocuments,
  readDocumentFile,
  readOwnDocument,
  removeOwnDocument,
  signOwnDocument,
  takeDocument,
} from './remote/document/actions.ts';
export {
  askBatchSignature,
  listOwnBatches,
  readOwnBatch,
  removeOwnBatch,
  signOwnBatch,
  takeBatch,
  zipOfBatch,
} from './remote/document/batch.ts';
export {
  actOnDelegation,
  listOwnDelegations,
  offerDelegation,
  openActs,
  readOwnDelegation,
  type SteadAsked,
} from './remote/delegation/actions.ts';
export { DOCUMENT_KINDS, isDocumentKind, type DocumentKind } from './remote/delegation/document-kind.ts';
export {
  delegationStanding,
  MARKS,
  steadOf,
  type Capacity,
  type Delegation,
  type DelegationAct,
  type DelegationStanding,
} from './remote/delegation/rules.ts';
export type { DocumentOwner } from './remote/document/keeping.ts';
export type { SigningBatch, SigningDocument } from './remote/document/store.ts';
export { listSigned, listSignedFor } from './remote/signed.ts';
export type { SignatureLine } from './remote/store.ts';
export {
  DEFERRED_KEPT_MS,
  MOST_BATCH_BYTES,
  MOST_DEFERRED_KEPT_MS,
  MOST_IN_BATCH,
  MOST_OWN_DOCUMENT_BYTES,
  type CredentialStanding,
  type Signer,
} from './remote/rules.ts';
export type { SealedAgency } from './rules.ts';

/** Entries of a process that ended before it built the tree. */
const BUILD_LOG = 'trust.build_log';
const RENEW_LISTS = 'trust.renew_lists';
const RENEW_TRUSTED_LIST = 'trust.renew_trusted_list';
const RENEW_ARCHIVE = 'trust.renew_archive';
/** Alarms, and requests that nobody decided. */
const WATCH = 'trust.watch';
const SWEEP_POSTS = 'trust.sweep_posts';
const SWEEP_DOCUMENTS = 'trust.sweep_documents';

export const system: System = {
  name: 'trust',
  folder: import.meta.dirname,
  sentences,
  jobs: {
    ...acmeJobs,
    [BUILD_LOG]: async (house) => void (await buildLog(house)),
    [COSIGN_LOG]: cosignLog,
    [RENEW_LISTS]: renewLists,
    [RENEW_TRUSTED_LIST]: async (house) => void ((await isRootAwaited(house)) || (await renewTrustedList(house))),
    [RENEW_ARCHIVE]: async (house, _payload, stopping) =>
      void ((await isRootAwaited(house)) || (await renewArchive(house, stopping))),
    [WATCH]: watchTrust,
    [SIGN_DEFERRED]: signDeferred,
    [SWEEP_DOCUMENTS]: async (house) => {
      await sweepDocuments(house);
      await sweepDeferred(house);
    },
    [SETTLE_POSTS]: settlePosts,
    [SWEEP_POSTS]: async (house) => void (await sweepPosts(house)),
  },
  schedules: {
    ...acmeSchedules,
    [BUILD_LOG]: '* * * * *',
    [COSIGN_LOG]: '* * * * *',
    [RENEW_LISTS]: '*/10 * * * *',
    [RENEW_TRUSTED_LIST]: '3,33 * * * *',
    [RENEW_ARCHIVE]: '8,18,28,38,48,58 * * * *',
    [WATCH]: '5,15,25,35,45,55 * * * *',
    [SWEEP_DOCUMENTS]: '17,47 * * * *',
    [SETTLE_POSTS]: '* * * * *',
    [SWEEP_POSTS]: '*/10 * * * *',
  },
  start: async (house) => {
    witnessesOf(house);
    const [awaitsRoot] = await Promise.all([isRootAwaited(house), openLog(house)]);
    if (awaitsRoot) house.log.warn('trust.root_awaited', { next: 'npm run motcua -- ceremony request <file>' });
  },
};
