import { type Expectation, fields, KEY } from './expectation.ts';

export const publicFinanceExpectations: Record<string, Expectation[]> = {
  'GET /desk/finance': [{ status: 303 }],
  'GET /desk/finance/units': [
    { status: 200 },
    { path: () => '/desk/finance/units?words=mau&on=2026-01-01', status: 200 },
    { path: () => '/desk/finance/units?under=nothing', status: 422 },
  ],
  'GET /desk/finance/units/:code': [
    { path: () => '/desk/finance/units/1050001', status: 200 },
    { path: () => '/desk/finance/units/1999999', status: 404 },
  ],
  'GET /desk/finance/assets/:code': [
    { path: () => '/desk/finance/assets/TS9000000001', status: 200 },
    { path: () => '/desk/finance/assets/TS0000000000', status: 404 },
  ],
  'GET /desk/finance/debts': [{ status: 200 }],
  'GET /desk/finance/debts/:code': [
    { path: () => '/desk/finance/debts/NC900001', status: 200 },
    { path: () => '/desk/finance/debts/NC000000', status: 404 },
  ],
  'GET /desk/finance/guarantees': [{ status: 200 }],
  'GET /desk/finance/guarantees/:code': [
    { path: () => '/desk/finance/guarantees/BL900001', status: 200 },
    { path: () => '/desk/finance/guarantees/BL000000', status: 404 },
  ],
  'GET /desk/finance/results': [
    { status: 200 },
    { path: () => '/desk/finance/results?year=2024&under=1050002', status: 200 },
    { path: () => '/desk/finance/results?year=0', status: 422 },
  ],
  'GET /desk/finance/results/:unitCode/:year/:scope': [
    { path: () => '/desk/finance/results/1050002/2024/consolidated', status: 200 },
    { path: () => '/desk/finance/results/1999999/2024/own', status: 404 },
  ],
  'GET /desk/finance/results/:unitCode/:year/:scope/entry': [
    { path: () => '/desk/finance/results/1050002/2026/own/entry', status: 200 },
  ],
  'POST /desk/finance/results/:unitCode/:year/:scope/entry': [
    { path: () => '/desk/finance/results/1050002/2026/own/entry', ...fields({ idempotencyKey: KEY }), status: 422 },
  ],
  'GET /desk/finance/results/:unitCode/:year/:scope/:act': [
    { path: () => '/desk/finance/results/1050002/2024/own/correct', status: 200 },
    { path: () => '/desk/finance/results/1050002/2024/own/nothing', status: 422 },
  ],
  'POST /desk/finance/results/:unitCode/:year/:scope/:act': [
    { path: () => '/desk/finance/results/1050002/2024/own/correct', ...fields(), status: 422 },
  ],
  'GET /desk/finance/new/:act': [
    { path: () => '/desk/finance/new/unit', status: 200 },
    { path: () => '/desk/finance/new/nothing', status: 422 },
  ],
  'POST /desk/finance/new/:act': [{ path: () => '/desk/finance/new/debt', ...fields(), status: 422 }],
  'GET /desk/finance/:what/:code/:act': [
    { path: () => '/desk/finance/units/1050001/change-unit', status: 200 },
    { path: () => '/desk/finance/debts/NC000000/move-debt', status: 404 },
  ],
  'POST /desk/finance/:what/:code/:act': [
    { path: () => '/desk/finance/assets/TS9000000001/transfer-asset', ...fields(), status: 422 },
  ],
};
