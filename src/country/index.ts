/** The door of the country: what the rest of the house may use of Vietnam. */
export * from './addresses.ts';
export * from './agency-code.ts';
export * from './budget-codes.ts';
export * from './civil-age.ts';
export * from './dossier-number.ts';
export * from './ethnic-groups.ts';
export * from './industry-codes.ts';
export * from './lunar-calendar.ts';
export * from './nationalities.ts';
export * from './person-name.ts';
export * from './civil-service-grades.ts';
export * from './personal-number.ts';
export * from './retirement.ts';
export * from './provinces.ts';
export * from './vn2000.ts';
export * from './tax-code.ts';
export * from './working-days.ts';
