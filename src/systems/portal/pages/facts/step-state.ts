import type { BeadState } from '../../../../design/index.ts';
import type { DossierView } from '../../actions.ts';

type StepStatus = DossierView['steps'][number]['status'];

/** How a step is drawn on the thread; undefined for one that was called off, which is neither done nor to come. */
export function beadState(status: StepStatus): BeadState | undefined {
  switch (status) {
    case 'waiting':
      return 'waiting';
    case 'open':
    case 'approved':
      return 'current';
    case 'supplement':
      return 'stopped';
    case 'done':
      return 'done';
    case 'refused':
      return 'refused';
    case 'cancelled':
      return undefined;
  }
}
