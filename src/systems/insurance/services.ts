export * from './benefit/services.ts';
export * from './card/services.ts';
export * from './contribution/services.ts';
export * from './coverage/services.ts';
export * from './death/services.ts';
export * from './declaration/services.ts';
export * from './entitlement/services.ts';
export * from './hospital/services.ts';
