/** Where people and officials find their signatures. */
export const SIGNING_PATHS = { portal: '/my-signatures', desk: '/desk/signatures' } as const;
/** Where people answer applications that ask without their browser at hand. */
export const REQUESTS_PATH = `${SIGNING_PATHS.portal}/requests`;
/** Where officials let others sign for them. */
export const DELEGATIONS_PATH = `${SIGNING_PATHS.desk}/delegations`;
/** Where an official signs many documents at once. */
export const BATCH_PATH = `${SIGNING_PATHS.desk}/many`;
