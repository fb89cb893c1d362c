export * from './reading/services.ts';
export * from './registration/services.ts';
export * from './dealings/services.ts';
