import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Refusal } from '../../../kernel/refusal.ts';
import { DOSSIER_STATUSES, STEP_STATUSES } from '../services.ts';
import {
  DOSSIER_MOVES,
  type DossierMove,
  STEP_MOVES,
  type StepMove,
  canMoveDossier,
  moveDossier,
  moveStep,
} from './rules.ts';

type Moves = Readonly<Record<string, { from: readonly string[]; to: string }>>;

/** The moves as the table that stands in README.md. */
function tableOf(moves: Moves): string {
  const lines = Object.entries(moves).map(([move, { from, to }]) => [
    `\`${move}\``,
    from.map((status) => `\`${status}\``).join(', '),
    `\`${to}\``,
  ]);
  const rows = [['move', 'from', 'to'], ...lines];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  const written = rows.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`);
  written.splice(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`);
  return written.join('\n');
}

test('README.md tells every move of a dossier and of a step, and no other', () => {
  const page = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');
  for (const moves of [DOSSIER_MOVES, STEP_MOVES]) {
    assert.ok(page.includes(tableOf(moves)), `README.md should have this table:\n\n${tableOf(moves)}\n`);
  }
});

test('a move is made from its states only', () => {
  for (const [move, { from, to }] of Object.entries(DOSSIER_MOVES as Moves)) {
    for (const status of DOSSIER_STATUSES) {
      const mayBe = from.includes(status);
      assert.equal(canMoveDossier(status, move as DossierMove), mayBe);
      if (mayBe) assert.equal(moveDossier(status, move as DossierMove), to);
      else assert.throws(() => moveDossier(status, move as DossierMove), isRefused);
    }
  }
  for (const [move, { from, to }] of Object.entries(STEP_MOVES as Moves)) {
    for (const status of STEP_STATUSES) {
      if (from.includes(status)) assert.equal(moveStep(status, move as StepMove), to);
      else assert.throws(() => moveStep(status, move as StepMove), isRefused);
    }
  }
});

test('every state is reached from the first one, and what is over stays over', () => {
  const reached = (first: string, moves: Moves): Set<string> => {
    const seen = new Set([first]);
    for (let size = 0; size !== seen.size;) {
      size = seen.size;
      for (const { from, to } of Object.values(moves)) if (from.some((status) => seen.has(status))) seen.add(to);
    }
    return seen;
  };
  assert.deepEqual([...reached('draft', DOSSIER_MOVES)].sort(), [...DOSSIER_STATUSES].sort());
  assert.deepEqual([...reached('waiting', STEP_MOVES)].sort(), [...STEP_STATUSES].sort());
  const over = ['done', 'refused', 'withdrawn', 'cancelled'];
  for (const moves of [DOSSIER_MOVES, STEP_MOVES] as Moves[]) {
    for (const { from } of Object.values(moves)) assert.ok(from.every((status) => !over.includes(status)));
  }
});

const isRefused = (error: unknown): boolean => error instanceof Refusal && error.code === 'case.cannot_move';
