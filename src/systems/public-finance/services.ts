/** What the register of public finance publishes on the exchange. */
export * from './unit/services.ts';
export * from './asset/services.ts';
export * from './debt/services.ts';
export * from './result/services.ts';
