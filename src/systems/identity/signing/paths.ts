/** Where people and officials find their signatures. */
export const SIGNING_PATHS = { portal: '/my-signatures', desk: '/desk/signatures' } as const;
/** Where an official signs many documents at once. */
export const BATCH_PATH = `${SIGNING_PATHS.desk}/many`;
