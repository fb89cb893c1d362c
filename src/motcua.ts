import { randomInt } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { openHouse, prepareDatabase } from './house.ts';
import { openPostgres } from './open-postgres.ts';
import { readConfig } from './kernel/config.ts';
import { sql } from './kernel/db.ts';
import type { House } from './kernel/system.ts';
import { checkParcels, writeExampleParcels } from './parcel-files.ts';
import { checkStatements, importStatements } from './systems/enterprises/index.ts';
import { setReadingLimit, verifyCalls } from './systems/exchange/index.ts';
import {
  registerInformationSystem,
  registerSignatureApplication,
  revokeSignatureApplication,
} from './systems/identity/index.ts';
import { agency } from './systems/organisations/index.ts';
import { beginRotation, importRecords, kindsOf, registerOf, tableSql } from './systems/registry/index.ts';
import { rulesCommand } from './systems/rules/index.ts';
import {
  CEREMONY_USAGE,
  ceremonyCommand,
  ceremonyInHouse,
  CERTIFICATES_USAGE,
  certificatesCommand,
  ENROLMENT_USAGE,
  enrolmentCommand,
  isOfTheHouse,
  isSignerAtWork,
  LOG_USAGE,
  logCommand,
  rootCertificatePem,
  runPkits,
  SIGN_USAGE,
  signCommand,
  dataOfValidation,
  validateFiles,
  verifyOwnLog,
  WITNESS_USAGE,
  witnessCommand,
} from './systems/trust/index.ts';
import { hospitalCode } from './country/index.ts';

/**
 * The command line of the house: `npm run motcua -- <command>`. Works on the same settings as the house, beside it while
 * it runs, or alone.
 */
type Command = { usage: string; about: string } & (
  | { run(house: House, words: string[]): Promise<void> }
  /** Works on what it is given only, without a database. */
  | { runAlone(words: string[]): Promise<void> }
  /** Some of its steps need a house. */
  | {
      isInHouse(words: string[]): boolean;
      run(house: House, words: string[]): Promise<void>;
      runAlone(words: string[]): Promise<void>;
    }
);

const COMMANDS: Record<string, Command> = {
  country: {
    usage: 'country',
    about: 'the families of the synthetic country that show the branches of a birth',
    async run(house) {
      const mark = await house.db
        .as('kernel')
        .maybe<{ value: Record<string, unknown> }>(sql`SELECT value FROM mark WHERE name = 'example-country'`);
      if (!mark) throw new Error('there is no synthetic country yet: npm start makes it');
      print(mark.value);
    },
  },
  'prepare-database': {
    usage: 'prepare-database',
    about:
      'as the owner of the database (DATABASE_OWNER_URL): makes it that of this release, for a house whose login (DATABASE_URL) owns nothing',
    async runAlone(words) {
      const config = readConfig();
      const { databaseOwnerUrl, databaseUrl } = config;
      if (words.length > 0 || !databaseOwnerUrl || !databaseUrl)
        throw new Error('DATABASE_OWNER_URL says who owns the database, and DATABASE_URL whose login the house has');
      const [owner, runtime] = [databaseOwnerUrl, databaseUrl].map((connectionString) => ({ connectionString }));
      await prepareDatabase(config, { owner: owner!, runtime: runtime!, signer: undefined });
    },
  },
  'hospital-key': {
    usage: 'hospital-key <province code> [serial]',
    about: 'registers an information system of a hospital and prints its id and secret, once',
    async run(house, [provinceCode = '', serial = '1']) {
      const code = hospitalCode(provinceCode, Number(serial));
      const hospital = await agency(house, code);
      if (!hospital) throw new Error(`there is no hospital ${code}`);
      const name = `Hệ thống thông tin ${hospital.name.vi}`;
      const key = await registerInformationSystem(house, {
        agencyCode: code,
        agencyName: hospital.name.vi,
        kind: 'hospital',
        name,
      });
      print({ name, ...key });
    },
  },
  'partner-key': {
    usage: 'partner-key <bank|notary> <tax code> <name>',
    about: 'registers an information system of a bank or a notary and prints its id and secret, once',
    async run(house, [kind = '', agencyCode = '', ...words]) {
      const agencyName = words.join(' ');
      if ((kind !== 'bank' && kind !== 'notary') || !/^\d{10}(-\d{3})?$/.test(agencyCode) || agencyName === '')
        throw new Error('say bank or notary, its tax code and its name');
      const name = `Hệ thống thông tin ${agencyName}`;
      print({ name, ...(await registerInformationSystem(house, { agencyCode, agencyName, kind, name })) });
    },
  },
  'signature-application': {
    usage: 'signature-application add|add-explicit <address to return to> <name> | remove <client id>',
    about:
      'registers an application that may ask people to sign, in their browser or (add-explicit) from afar, and prints its id and secret, once; or switches one off',
    async run(house, [verb = '', first = '', ...words]) {
      if (verb === 'remove') return revokeSignatureApplication(house, first);
      if (verb !== 'add' && verb !== 'add-explicit') throw new Error('say add, add-explicit or remove');
      const authorises = verb === 'add' ? 'oauth2code' : 'explicit';
      const name = words.join(' ');
      print({ name, ...(await registerSignatureApplication(house, { name, redirectUri: first, authorises })) });
    },
  },
  'report-birth': {
    usage: 'report-birth <client id> <client secret> <mother’s number> [male|female]',
    about: 'reports a birth of this hour over HTTP, as a hospital’s system does',
    async run(house, [clientId = '', clientSecret = '', motherNumber = '', sex = 'female']) {
      const { baseUrl, internalPort } = house.config;
      const granted = await fetch(`${baseUrl}/oidc/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'exchange' }),
      });
      const { access_token: token } = (await granted.json()) as { access_token?: string };
      if (!token) throw new Error('the id or the secret is wrong');
      const notificationNumber = `MC-${Date.now().toString(36).toUpperCase()}`;
      const answer = await fetch(`http://localhost:${internalPort}/exchange/health.reportBirth`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'x-purpose': 'birth-notification',
          'idempotency-key': notificationNumber,
        },
        body: JSON.stringify({
          notificationNumber,
          motherNumber,
          bornAt: new Date(Date.now() - 3_600_000).toISOString(),
          sex,
          weight_grams: 2_600 + randomInt(1_200),
          gestation_weeks: 38 + randomInt(4),
          birthOrder: 1,
          birthCount: 1,
          placeName: 'Khoa Sản',
          deliveredBy: 'Hộ sinh trực',
        }),
      });
      print({ status: answer.status, receipt: answer.headers.get('x-receipt'), answer: await answer.json() });
    },
  },
  'check-ownership-statements': {
    usage: 'check-ownership-statements <file.json> [--complete] [--remarks]',
    about: 'which statements of beneficial ownership (BODS 0.4) in a file are taken, and what is wrong with the others',
    async runAlone(words) {
      const [path, ...others] = words.filter((word) => !word.startsWith('--'));
      if (path === undefined || others.length > 0) throw new Error('name one file');
      const withRemarks = words.includes('--remarks');
      const checked = await checkStatements(
        createReadStream(path, { highWaterMark: 1_048_576 }),
        { complete: words.includes('--complete') },
        ({ kind, position, statementId, pointer, code, sentence }) => {
          if (kind === 'remark' && !withRemarks) return;
          const which = statementId === undefined ? `${position}` : `${position} (${JSON.stringify(statementId)})`;
          process.stdout.write(
            `${kind} · statement ${which} · field ${JSON.stringify(pointer)} · ${code}\n  ${sentence.vi}\n  ${sentence.en}\n`,
          );
        },
      );
      print(checked);
      if (checked.refused > 0 || !checked.readable) process.exitCode = 1;
    },
  },
  'reading-limit': {
    usage: 'reading-limit <system> <caller|*> <purpose|*> <people an hour> <people a day>',
    about: 'how many different people a caller may read about at a register without a case',
    async run(house, [owner = '', caller = '', purpose = '', anHour = '', aDay = '']) {
      const limit = { owner, caller, purpose, anHour: Number(anHour), aDay: Number(aDay) };
      const isWhole = [limit.anHour, limit.aDay].every((count) => Number.isSafeInteger(count) && count > 0);
      if (!registerOf(owner) || !caller || !purpose || !isWhole)
        throw new Error('name a register, a caller, a purpose and two whole numbers');
      await setReadingLimit(house, limit, 'motcua');
      print(limit);
    },
  },
  'rotate-keys': {
    usage: 'rotate-keys <system>',
    about: 'begins a new key of a register: a job encrypts the keys of its records anew and destroys the old one',
    async run(house, [system = '']) {
      if (!registerOf(system)) throw new Error(`${system} is no register`);
      print({ system, generation: await beginRotation(house, system) });
    },
  },
  'import-ownership-statements': {
    usage: 'import-ownership-statements <file.json> [--complete]',
    about: 'keeps the statements of beneficial ownership (BODS 0.4) of a file that are taken, and tells of the others',
    async run(house, words) {
      const [path, ...others] = words.filter((word) => !word.startsWith('--'));
      if (path === undefined || others.length > 0) throw new Error('name one file');
      const imported = await importStatements(
        house,
        createReadStream(path, { highWaterMark: 1_048_576 }),
        { complete: words.includes('--complete') },
        ({ kind, position, pointer, code, sentence }) => {
          if (kind === 'refusal')
            process.stdout.write(
              `statement ${position} · field ${JSON.stringify(pointer)} · ${code}\n  ${sentence.en}\n`,
            );
        },
      );
      print(imported);
      if (imported.refused > 0 || !imported.readable) process.exitCode = 1;
    },
  },
  'import-records': {
    usage: `import-records <file.csv|file.ndjson> --kind <system.kind> --reason <words> --source <number of the document>
      [--day-first] [--whole-batch] [--check-only]`,
    about: 'takes a file into a register, checked first and batch by batch; cut off, it goes on where it was',
    async run(house, args) {
      print(await importRecords(house, args));
    },
  },
  'table-of': {
    usage: 'table-of <system> <kind of record>',
    about: 'the SQL of the table of a kind of record, from its definition, for a migration',
    async runAlone([system = '', name = '']) {
      const kind = kindsOf(system).find((each) => each.name === name);
      if (!kind) throw new Error(`${system} has no kind of record ${name}`);
      process.stdout.write(`${tableSql(kind)}\n`);
    },
  },
  rules: {
    usage: 'rules tck <folder> | rules check <file.dmn> [imported.dmn …]',
    about: 'runs the DMN Technology Compatibility Kit in a folder; or tells what is wrong with a model, cell by cell',
    runAlone: rulesCommand,
  },
  'root-certificate': {
    usage: 'root-certificate',
    about: 'the root certificate of the state, PEM, for checking documents with other tools',
    async run(house) {
      process.stdout.write(await rootCertificatePem(house));
    },
  },
  log: {
    usage: LOG_USAGE,
    about:
      'checks a receipt with what it is for, offline; or computes a public log anew from its entries and compares every tile, root and published state: of this house when no place is named. Ends with 1 when something is wrong',
    isInHouse: ([verb, place]) => verb === 'verify' && place === undefined,
    async run(house) {
      const verified = await verifyOwnLog(house);
      print(verified);
      if (verified.problems.length > 0) process.exitCode = 1;
    },
    async runAlone(args) {
      const { told, isRight } = await logCommand(args);
      print(told);
      if (!isRight) process.exitCode = 1;
    },
  },
  exchange: {
    usage: 'exchange verify',
    about:
      'compares every record of a call with what the public log has of it, and names those that were changed, added or removed; ends with 1 when there are any',
    async run(house, [verb]) {
      if (verb !== 'verify') throw new Error('say verify');
      const verified = await verifyCalls(house);
      print(verified);
      if (verified.problems.length > 0) process.exitCode = 1;
    },
  },
  witness: {
    usage: WITNESS_USAGE,
    about:
      'runs a witness, which cosigns states of public logs that do not contradict each other, and prints its key and address; for others than the house',
    async runAlone(words) {
      await witnessCommand(words, (line) => process.stdout.write(`${line}\n`));
    },
  },
  ceremony: {
    usage: CEREMONY_USAGE,
    about:
      'makes a root under a passphrase on a machine of its own, signs with it what a house asks for, and checks the minutes; and a house asks and takes in what was signed',
    isInHouse: isOfTheHouse,
    async run(house, args) {
      await ceremonyInHouse(house, args, (line) => process.stdout.write(`${line}\n`));
    },
    async runAlone(args) {
      process.exitCode = await ceremonyCommand(args, (line) => process.stdout.write(`${line}\n`));
    },
  },
  certificates: {
    usage: CERTIFICATES_USAGE,
    about:
      'the newest thousand certificates and how they stand; revokes one for ever, suspends it, lets it be used again',
    async run(house, args) {
      process.stdout.write(`${await certificatesCommand(house, args)}\n`);
    },
  },
  sign: {
    usage: SIGN_USAGE,
    about: 'seals files in the name of an agency: any format and level; with --join, adds its seal to a container',
    async run(house, args) {
      const findAgency = async (code: string) => {
        const found = await agency(house, code);
        return found && { code, name: found.name.vi };
      };
      process.stdout.write(`${await signCommand(house, args, findAgency)}\n`);
    },
  },
  enrolment: {
    usage: ENROLMENT_USAGE,
    about: 'gives somebody leave to ask for certificates of machines by ACME or EST, or takes it back',
    async run(house, args) {
      process.stdout.write(`${await enrolmentCommand(house, args)}\n`);
    },
  },
  trust: {
    usage: 'trust pkits <folder>',
    about:
      'runs the path validation test suite of NIST in a folder and prints each case whose verdict is not the published one',
    async runAlone([suite, folder, ...more]) {
      if (suite !== 'pkits' || folder === undefined || more.length > 0) throw new Error('say pkits and its folder');
      const verdicts = await runPkits(folder);
      const failed = verdicts.filter(({ passed }) => !passed);
      for (const { id, name, shouldBeValid, problem } of failed) {
        const expected = shouldBeValid ? 'valid' : 'invalid';
        process.stdout.write(`failed · ${id} · ${name} · should be ${expected}, found ${problem ?? 'valid'}\n`);
      }
      print({ passed: verdicts.length - failed.length, failed: failed.length });
      if (failed.length > 0) process.exitCode = 1;
    },
  },
  'check-parcels': {
    usage: `check-parcels <file.geojson> --province <code> [--meridian <degrees>] [--boundary <file.geojson>]
      [--scale 200|500|1000|2000|5000|10000] [--draw <file.svg>] [--language vi|en]`,
    about: 'checks parcels: rings, overlaps, gaps, shared nodes; ends with 1 when something is wrong',
    async runAlone(args) {
      process.exitCode = await checkParcels(args);
    },
  },
  'example-parcels': {
    usage: 'example-parcels <file.geojson> --province <code> --commune <code> [--parcels <number>] [--seed <number>]',
    about: 'writes a synthetic cadastre of a commune, to try things on',
    runAlone: writeExampleParcels,
  },
  'verify-document': {
    usage: 'verify-document <file> [<document>…]',
    about:
      'who signed a file of any kind (and what its signature is over), when, and whether it still holds: the whole report',
    async run(house, paths) {
      const { readFile } = await import('node:fs/promises');
      const files = await Promise.all(paths.map(async (filename) => ({ filename, bytes: await readFile(filename) })));
      print(dataOfValidation(await validateFiles(house, files)));
    },
  },
};

const print = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);

const [name = '', ...words] = process.argv.slice(2);
const command = COMMANDS[name];
if (!command) {
  process.stdout.write(
    `npm run motcua -- <command>\n\n${Object.values(COMMANDS)
      .map(({ usage, about }) => `  ${usage}\n      ${about}\n`)
      .join('')}`,
  );
  process.exitCode = name ? 2 : 0;
} else if ('runAlone' in command && !('isInHouse' in command && command.isInHouse(words))) {
  try {
    await command.runAlone(words);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
} else {
  const config = readConfig();
  const database = await openPostgres(config);
  const house = await openHouse(
    { ...config, log: 'error' },
    { runtime: database.runtime, signer: (await isSignerAtWork(config)) ? undefined : database.signer },
  );
  try {
    await command.run(house, words);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  } finally {
    await house.db.close();
    if (!database.wasRunning) await database.stop();
  }
}
