/** Reads the code of the whole house once, run by `npm ci`: what Node compiles meanwhile is kept for the first start. */
await import('./house.ts');
process.exit();
