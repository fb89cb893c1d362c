import { largeFilesOf } from '../../../../kernel/large-files.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { House } from '../../../../kernel/system.ts';
import { type CallContext, call, onBehalfOf } from '../../../exchange/index.ts';
import type { Steward } from '../../actions.ts';
import { type RegisterDefinition, registerOf } from '../../definition.ts';
import { OWNERS_GRANT } from './rules.ts';
import { type ExportAsked, type ExportReport, type Exportable, type Exporting, exportingOf } from './services.ts';
import { CONTENT_TYPES } from './writing/file.ts';

/** The exports of a kind, and whose register it is. Refuses `page.not_found`. */
export function exportingFor(system: string, kind: string): { exporting: Exporting; register: RegisterDefinition } {
  const exporting = exportingOf(system, kind);
  const register = registerOf(system);
  if (!exporting || !register) throw new Refusal('page.not_found', 404);
  return { exporting, register };
}

/** At the own register for keeping it; at another for what its owner has granted. */
function contextOf({ kind, rights }: Exporting, steward: Steward): CallContext {
  const isOwner = registerOf(kind.system)?.owner.code === steward.post.agencyCode;
  const granted = isOwner ? undefined : rights.grants?.find(({ caller }) => caller === OWNERS_GRANT.caller);
  return { caller: 'registry', ...onBehalfOf(steward), purpose: granted?.purposes[0] ?? OWNERS_GRANT.purposes[0] };
}

/** What may be asked for, and the last exports of the own agency. */
export async function listExports(
  house: House,
  steward: Steward,
  exporting: Exporting,
): Promise<{ runs: ExportReport[]; may: Exportable }> {
  const { output } = await call(house, exporting.read, {}, contextOf(exporting, steward));
  return output;
}

/** One export of the own agency. */
export async function openExport(
  house: House,
  steward: Steward,
  exporting: Exporting,
  run: string,
): Promise<ExportReport> {
  const { output } = await call(house, exporting.read, { run }, contextOf(exporting, steward));
  return output.runs[0]!;
}

/** Asks for an export, or decides on one. The same form sent twice does it once. */
export async function takeExportStep(
  house: House,
  steward: Steward,
  exporting: Exporting,
  { idempotencyKey, ...input }: ExportAsked & { idempotencyKey: string },
): Promise<string> {
  const { output } = await call(house, exporting.export, input, { ...contextOf(exporting, steward), idempotencyKey });
  return output.run;
}

/** The file of an export, as it flows; only for who asked for it, and each time in the log. */
export async function fetchExport(
  house: House,
  steward: Steward,
  exporting: Exporting,
  run: string,
): Promise<{ bytes: AsyncGenerator<Buffer>; filename: string; contentType: string; size_bytes: number }> {
  const { output } = await call(house, exporting.fetch, { run }, contextOf(exporting, steward));
  const { fileId, format, size_bytes } = output;
  return {
    bytes: largeFilesOf(house).read(fileId),
    filename: `${exporting.kind.name}.${format}`,
    contentType: CONTENT_TYPES[format],
    size_bytes,
  };
}
