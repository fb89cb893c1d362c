import type { FastifyRequest } from 'fastify';
import type { LargeFile } from './large-files.ts';
import { Refusal } from './refusal.ts';
import type { Upload, UploadedFile } from './route.ts';

const MOST_FIELDS = 100;
const LARGEST_FIELD_BYTES = 64 * 1024;
const LONGEST_NAME_CHARACTERS = 200;

/** What a form with files sent. */
export interface Multipart {
  fields: Record<string, unknown>;
  files: UploadedFile[];
  /** Why it cannot be taken, when everything could be read all the same: what was typed is not lost. */
  refusal: Refusal | undefined;
}

/**
 * Reads a form with files (RFC 7578) into memory, at most `largest_bytes` of each and `together_bytes` of all; large ones go to `keep` as they flow in. A file that is larger is left out, with
 * the refusal `file.too_large`, or `file.named_too_large` where there may be several (413). Throws the refusal `form.too_large` (413) for too many parts or too long a text, and
 * `request.not_understood` (400) for what is not such a form.
 */
export async function readMultipart(
  request: FastifyRequest,
  upload: Upload,
  keep: (fields: Record<string, unknown>, bytes: AsyncIterable<Buffer>) => Promise<LargeFile>,
): Promise<Multipart> {
  const fields: Record<string, unknown> = {};
  const files: UploadedFile[] = [];
  let refusal: Refusal | undefined;
  let together_bytes = 0;
  const limits = {
    files: upload.most,
    // One more than is kept, so that what is too large is seen to be.
    fileSize: upload.largest_bytes + (upload.areKept ? 1 : 0),
    fields: MOST_FIELDS,
    fieldSize: LARGEST_FIELD_BYTES,
    parts: MOST_FIELDS + upload.most,
  };
  try {
    for await (const part of request.parts({ limits })) {
      if (part.type === 'field') {
        // The reader cuts what is too long and goes on; half of what was typed must not pass for all of it.
        if (part.valueTruncated || part.fieldnameTruncated) throw new Refusal('form.too_large', 413);
        const before = fields[part.fieldname];
        fields[part.fieldname] = before === undefined ? part.value : [before, part.value].flat();
        continue;
      }
      const { fieldname: field, mimetype: contentType } = part;
      const filename = (part.filename ?? '').normalize('NFC').slice(0, LONGEST_NAME_CHARACTERS);
      if (upload.areKept) {
        const kept = await keep(fields, part.file);
        files.push({ field, filename, contentType, bytes: Buffer.alloc(0), kept });
        continue;
      }
      const bytes = await part.toBuffer();
      together_bytes += bytes.length;
      if (together_bytes > (upload.together_bytes ?? Number.POSITIVE_INFINITY))
        throw new Refusal('form.too_large', 413);
      if (part.file.truncated) {
        const most_mb = Math.floor(upload.largest_bytes / 1_000_000);
        // Of many files people have to be told which one.
        const code = upload.most > 1 && filename ? 'file.named_too_large' : 'file.too_large';
        refusal ??= new Refusal(code, 413, { values: { most_mb, name: filename } });
        continue;
      }
      // A file field that was left empty.
      if (bytes.length === 0) continue;
      files.push({ field, filename, contentType, bytes });
    }
  } catch (error) {
    throw refusalOf(error);
  }
  return { fields, files, refusal };
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const { code } = error as { code?: string };
  if (/^FST_(PARTS|FILES|FIELDS)_LIMIT$/.test(code ?? '')) return new Refusal('form.too_large', 413);
  // No boundary, a part that is cut off, a name that reaches for the prototype: the sender's mistake, not ours.
  return new Refusal('request.not_understood', 400);
}
