import type { OwnerClient } from '../../registry/index.ts';
import { register } from '../register.ts';

/** The act on which rows of the example rest. */
export async function importAct(client: OwnerClient, kind: string, fields: object, rows: number): Promise<string> {
  const { rows: told } = await client.query<{ position: string }>(
    `INSERT INTO insurance.act (kind, act, fields, reason, source, done_by)
     VALUES ($1, 'import', $2, 'Dữ liệu mẫu', $3, $4) RETURNING position`,
    [
      kind,
      Object.keys(fields),
      { kind: 'example', number: `${rows}` },
      { agencyCode: register.owner.code, agencyName: register.owner.name, actor: { kind: 'machine' } },
    ],
  );
  return told[0]!.position;
}
