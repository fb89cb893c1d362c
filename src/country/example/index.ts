/** The door of the synthetic country. */
export { nthNotification } from './births.ts';
export { type ExampleCountry, exampleCountry, exampleFamilies } from './country.ts';
export type * from './model.ts';
