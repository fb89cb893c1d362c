import type { RecordKind } from './kind.ts';

/** What a service of a kind is called: `civil-status`, `read`, `birth_entry`, `Record` → `civilStatus.readBirthEntryRecord`. */
export function serviceName(kind: Pick<RecordKind, 'system' | 'name'>, verb: string, suffix = ''): string {
  const owner = kind.system.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const noun = kind.name.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
  return `${owner}.${verb}${noun}${suffix}`;
}
