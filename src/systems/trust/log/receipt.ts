/** A receipt of the log (C2SP tlog-proof): everything needed to check offline that an entry is in it. `check.ts` does. */
export interface Receipt {
  index: number;
  proof: readonly Buffer[];
  /** The signed checkpoint under which the proof holds. */
  checkpoint: string;
}

const HEADER = 'c2sp.org/tlog-proof@v1';

export function writeReceipt({ index, proof, checkpoint }: Receipt): string {
  return `${[HEADER, `index ${index}`, ...proof.map((hash) => hash.toString('base64'))].join('\n')}\n\n${checkpoint}`;
}
