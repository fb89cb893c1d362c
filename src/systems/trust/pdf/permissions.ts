import type { Bilingual } from '../../../kernel/text.ts';
import type { FoundCoverage } from '../validation/found.ts';
import type { Change } from './changes.ts';
import type { PdfFile } from './file.ts';
import { readFields } from './form.ts';
import type { Revision } from './revisions.ts';
import { changeTexts, type RefusedChange } from './texts.ts';
import { isName, PdfString, type PdfDictionary } from './value.ts';

/** What signers allow to be done to a document after them (ISO 32000-2 §12.8.2). */

interface Permissions {
  /** Of a certification (DocMDP): 1 nothing, 2 forms and signatures, 3 annotations too, which we never permit. */
  level?: number;
  /** Fields that are locked (FieldMDP, or the field's own Lock): those named, or all but those. */
  locked: readonly { all: boolean; but: boolean; names: readonly string[] }[];
}

/** What one signature allows. */
function permissionsOf(file: PdfFile, signature: PdfDictionary): Permissions {
  const permissions: Permissions = { locked: [] };
  const locks: PdfDictionary[] = [];
  const references = file.resolve(signature.get('Reference'));
  for (const item of Array.isArray(references) ? references.slice(0, 8) : []) {
    const reference = file.dictionary(item);
    const parameters = file.dictionary(reference?.get('TransformParams'));
    if (isName(reference?.get('TransformMethod'), 'DocMDP')) {
      const level = parameters?.get('P') ?? 2;
      permissions.level = typeof level === 'number' ? level : 1;
    } else if (isName(reference?.get('TransformMethod'), 'FieldMDP') && parameters) locks.push(parameters);
  }
  for (const { dictionary } of readFields(file)) {
    const lock = file.dictionary(dictionary.get('Lock'));
    if (lock && file.dictionary(dictionary.get('V')) === signature) locks.push(lock);
  }
  const locked = locks.map((lock) => {
    const names = file.resolve(lock.get('Fields'));
    return {
      all: !isName(lock.get('Action'), 'Include'),
      but: isName(lock.get('Action'), 'Exclude'),
      names: Array.isArray(names)
        ? names.map((name) => (name instanceof PdfString ? name.toText() : '')).filter(Boolean)
        : [],
    };
  });
  return { ...permissions, locked };
}

const isLocked = (field: string, { locked }: Permissions): boolean =>
  locked.some(({ all, but, names }) => {
    const isNamed = names.some((name) => field === name || field.startsWith(`${name}.`));
    return all ? !(but && isNamed) : isNamed;
  });

/**
 * What was added after a signature, held against what those who signed until then allow. Answers in a form are
 * permitted only where a certification permits them and nobody locked the field.
 */
export function judgeLater(order: {
  file: PdfFile;
  /** The revisions after that of the signature. */
  later: readonly Revision[];
  /** Every signature with the number of its revision. */
  signatures: readonly { dictionary: PdfDictionary; revision: number }[];
  /** Bytes at the end that belong to no revision. */
  behind: number;
}): FoundCoverage['later'] {
  const permitted = new Set<FoundCoverage['later']['permitted'][number]>();
  let forbidden: Bilingual | undefined;
  for (const { number, changes } of order.later) {
    const signers = order.signatures
      .filter(({ revision }) => revision < number)
      .map(({ dictionary }) => permissionsOf(order.file, dictionary));
    for (const change of changes) {
      const refused = refusalOf(change, signers);
      if (refused) forbidden ??= changeTexts[refused];
      else if (change.kind === 'signature_field') permitted.add('signature');
      else if (change.kind !== 'metadata' && change.kind !== 'forbidden' && change.kind !== 'certification')
        permitted.add(change.kind);
    }
  }
  if (order.behind > 0) forbidden ??= changeTexts.bytes_behind;
  return { permitted: [...permitted].toSorted(), ...(forbidden && { forbidden }) };
}

function refusalOf(change: Change, signers: readonly Permissions[]): RefusedChange | undefined {
  const levels = signers.flatMap(({ level }) => level ?? []);
  switch (change.kind) {
    case 'forbidden':
      return change.reason;
    case 'certification':
      return 'catalog_changed';
    case 'form': {
      const isAllowed = levels.length > 0 && Math.min(...levels) >= 2;
      return isAllowed && !signers.some((one) => isLocked(change.field, one)) ? undefined : 'answers_not_permitted';
    }
    case 'signature':
    case 'signature_field':
      return levels.some((level) => level < 2) ? 'signatures_not_permitted' : undefined;
    default:
      return undefined;
  }
}
