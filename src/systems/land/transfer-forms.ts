/** How land passes from one to another, and what the new right is called by its origin. */
export const TRANSFERS = {
  sale: 'NCN',
  gift: 'NTC',
  inheritance: 'NTK',
  exchange: 'NCD',
  contribution: 'NGV',
  judgment: 'NBA',
} as const;
export type TransferForm = keyof typeof TRANSFERS;
