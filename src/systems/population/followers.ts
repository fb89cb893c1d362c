/** Whose registers follow deaths and merges: they are told of them, and may ask about those of whom they were told. */
export const FOLLOWERS = ['insurance', 'enterprises', 'civil-servants', 'land', 'civil-status'] as const;
