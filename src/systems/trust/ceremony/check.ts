import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { now } from '../../../kernel/clock.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import { fill } from '../../../kernel/text.ts';
import { kindOf } from '../authority.ts';
import { keyHashOf, readCertificate, type Certificate } from '../certificate/certificate.ts';
import { isSignatureRight, STATE_SCHEMES, type Signed } from '../certificate/signature-scheme.ts';
import { lint } from '../linting/issue.ts';
import { readRevocationList } from '../path/revocation-list.ts';
import { PROFILES, type AuthorityName } from '../rules.ts';
import { readingCarried, readPem } from './carried-file.ts';
import { KEY_FILE, MINUTES_FILE, openFolder, readWhole, ROOT_FILE, sha256Of, type CeremonyFolder } from './folder.ts';
import type { Step } from './minutes.ts';
import { words } from './texts.ts';

/** What was found in the folder of a ceremony, for people. */
export interface Checked {
  lines: Bilingual[];
  /** How many of the lines tell of something wrong. */
  problems: number;
}

/**
 * Checks a folder without its passphrase: minutes, each file against its line, each certificate and list against the root. Refuses
 * what `openFolder` refuses: then there is nothing to go through.
 */
export function checkFolder(path: string): Checked {
  const folder = openFolder(path);
  const fingerprint = sha256Of(folder.root.der);
  const lines: Bilingual[] = [];
  let problems = 0;
  const wrong = (text: Bilingual, values: Record<string, string | number> = {}) => {
    lines.push(inWords(text, values));
    problems++;
  };
  let listNumber = 0;
  for (const step of folder.steps) {
    const { number, at, by, made, file, sha256 } = step;
    const [first, second] = by;
    const values = { number, at, first: first!, second: second!, file, sha256, ...namesOf(made) };
    lines.push(inWords(words[made.kind], values));
    if (!existsSync(join(path, file)) || sha256Of(readWhole(path, file)) !== sha256) wrong(words.fileChanged, { file });
    else if (!isAsTold(folder, step)) wrong(words.notAsTold, { file });
    if (made.kind === 'list' && made.number <= listNumber) wrong(words.listNumber, { file });
    if (made.kind === 'list') listNumber = made.number;
  }
  for (const file of [KEY_FILE, MINUTES_FILE, ROOT_FILE])
    if ((statSync(join(path, file)).mode & 0o077) !== 0) wrong(words.open, { file });
  lines.push(inWords(words.fingerprint, { fingerprint }), inWords(words.last, { last: folder.last }));
  lines.push(inWords(problems === 0 ? words.allRight : words.notRight, { problems }));
  return { lines, problems };
}

const inWords = (text: Bilingual, values: Record<string, string | number>): Bilingual => ({
  vi: fill(text.vi, values),
  en: fill(text.en, values),
});

function namesOf(made: Step['made']): Record<string, string | number> {
  if (made.kind === 'root') return {};
  if (made.kind === 'certificate') return { profile: made.profile, key: made.key, serial: made.serial };
  return { list: made.number, until: made.nextUpdate, count: made.entries.length };
}

/** Whether a file is what its line says, and the root's. */
function isAsTold({ path, root }: CeremonyFolder, { made, file }: Step): boolean {
  const text = readWhole(path, file);
  try {
    return readingCarried(() => {
      if (made.kind === 'list') {
        const list = readRevocationList(readPem('X509 CRL', text));
        const isOf = list.issuerKeyId?.equals(root.keyId) === true && list.number === BigInt(made.number);
        return isOf && list.nextUpdate?.toISOString() === made.nextUpdate && isSignedBy(root, list);
      }
      const certificate = readCertificate(readPem('CERTIFICATE', text));
      if (made.kind === 'root') return certificate.der.equals(root.der) && isRightRoot(root);
      const profile = Object.values(PROFILES).find(({ name }) => name === kindOf(made.profile as AuthorityName));
      const isOf = certificate.serial === made.serial && keyHashOf(certificate).toString('hex') === made.key;
      return profile !== undefined && isOf && isRightAuthority(certificate, root, profile.name as AuthorityName);
    });
  } catch {
    return false;
  }
}

/** Whether a certificate is a root by our rules, signed by itself. */
export const isRightRoot = (root: Certificate): boolean =>
  isSignedBy(root, root) && lint(root, { profile: PROFILES.root, at: now() }).length === 0;

/** Whether a certificate is one that our rules allow of that profile, signed by this root. */
export const isRightAuthority = (certificate: Certificate, root: Certificate, name: AuthorityName): boolean =>
  isSignedBy(root, certificate) &&
  lint(certificate, { profile: PROFILES[kindOf(name)], at: now(), issuer: root }).length === 0;

/** Whether the root signed it. */
export const isSignedBy = (root: Certificate, signed: Signed): boolean =>
  root.publicKey !== undefined &&
  isSignatureRight(signed, { key: root.publicKey, info: root.keyInfo }, { accepted: STATE_SCHEMES });
