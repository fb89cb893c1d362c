export * from './reading/services.ts';
export * from './registration/services.ts';
