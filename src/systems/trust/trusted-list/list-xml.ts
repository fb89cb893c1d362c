import { LANGUAGES, type Bilingual } from '../../../kernel/text.ts';
import { AGENCY_IDENTIFIER_PREFIX, type Certificate } from '../certificate/certificate.ts';
import { xmlText } from '../../../kernel/xml-text.ts';
import { element } from '../xml/written.ts';
import type { ServiceStatus, StatusInstance } from './rules.ts';
import { LEGAL_NOTICE, OPERATOR, SCHEME_NAME, TERRITORY } from './scheme.ts';

/** The trusted list as XML (ETSI TS 119 612 v2 annexes B and C), before it is signed. The numbers of clauses are of that standard. */

const NAMESPACE = 'http://uri.etsi.org/02231/v2#';
const TAG = 'http://uri.etsi.org/19612/TSLTag';
const VERSION = 5;
/** History is never removed (§5.3.12). */
const HISTORY_FOR_EVER = 65_535;
const URIS = 'http://uri.etsi.org/TrstSvc/TrustedList';
const SERVICE_TYPES = 'http://uri.etsi.org/TrstSvc/Svctype';

/** Kinds of services, by the general types of §5.5.1.2: `CA/QC` and its like mean qualified services of the European Union. */
const TYPE_URIS = {
  authority: `${SERVICE_TYPES}/CA/PKC`,
  answers: `${SERVICE_TYPES}/Certstatus/OCSP`,
  stamps: `${SERVICE_TYPES}/TSA`,
} as const;
export type ServiceKind = keyof typeof TYPE_URIS;

/** A service as the list tells of it. */
export interface ListedService {
  kind: ServiceKind;
  name: Bilingual;
  certificate: Certificate;
  /** The newest first. */
  statuses: readonly [StatusInstance, ...StatusInstance[]];
  /** Where it is reached. */
  address: string;
}

/** What a list says but for its number and dates. */
export interface ListContents {
  /** Address of the house. */
  base: string;
  /** The organisation that the provider's certificates name. */
  tradeName: string;
  services: readonly ListedService[];
}

/** When a list was issued, as which, and until when the next comes at the latest. */
export interface ListIssue {
  sequenceNumber: number;
  issuedAt: Date;
  nextUpdate: Date;
}

/** The whole list, unsigned. Instants are in whole seconds of UTC (§5.1.3). */
export function listXml({ base, tradeName, services }: ListContents, issue: ListIssue): string {
  const about = localised('URI', { vi: `${base}/log#services`, en: `${base}/log#services` });
  const address = (name: string): string =>
    element(name, [
      element(
        'PostalAddresses',
        LANGUAGES.map((language) =>
          element(
            'PostalAddress',
            [
              leaf('StreetAddress', OPERATOR.address.street[language]),
              leaf('Locality', OPERATOR.address.locality[language]),
              leaf('CountryName', TERRITORY),
            ],
            { 'xml:lang': language },
          ),
        ),
      ),
      element('ElectronicAddress', localised('URI', { vi: base, en: base })),
    ]);
  const scheme = element('SchemeInformation', [
    leaf('TSLVersionIdentifier', String(VERSION)),
    leaf('TSLSequenceNumber', String(issue.sequenceNumber)),
    leaf('TSLType', `${URIS}/TSLType/${TERRITORY}generic`),
    element('SchemeOperatorName', localised('Name', OPERATOR.name)),
    address('SchemeOperatorAddress'),
    element('SchemeName', localised('Name', SCHEME_NAME)),
    element('SchemeInformationURI', about),
    leaf('StatusDeterminationApproach', `${URIS}/StatusDetn/${TERRITORY}determination`),
    element('SchemeTypeCommunityRules', [element('URI', [`${URIS}/schemerules/${TERRITORY}`], { 'xml:lang': 'en' })]),
    leaf('SchemeTerritory', TERRITORY),
    element('PolicyOrLegalNotice', localised('TSLLegalNotice', LEGAL_NOTICE)),
    leaf('HistoricalInformationPeriod', String(HISTORY_FOR_EVER)),
    leaf('ListIssueDateTime', instant(issue.issuedAt)),
    element('NextUpdate', [leaf('dateTime', instant(issue.nextUpdate))]),
    element('DistributionPoints', [leaf('URI', `${base}/trust/list.xml`)]),
  ]);
  const provider = element('TrustServiceProvider', [
    element('TSPInformation', [
      element('TSPName', localised('Name', OPERATOR.name)),
      element('TSPTradeName', [
        element('Name', [xmlText(`${AGENCY_IDENTIFIER_PREFIX}${OPERATOR.code}`)], { 'xml:lang': 'en' }),
        element('Name', [xmlText(tradeName)], { 'xml:lang': 'vi' }),
      ]),
      address('TSPAddress'),
      element('TSPInformationURI', about),
    ]),
    element('TSPServices', services.map(serviceXml)),
  ]);
  const list = element('TrustServiceStatusList', [scheme, element('TrustServiceProviderList', [provider])], {
    xmlns: NAMESPACE,
    Id: 'trusted-list',
    TSLTag: TAG,
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${list}\n`;
}

const leaf = (name: string, value: string): string => element(name, [xmlText(value)]);

const localised = (name: string, words: Bilingual): string[] =>
  LANGUAGES.map((language) => element(name, [xmlText(words[language])], { 'xml:lang': language }));

const instant = (at: Date): string => at.toISOString().replace(/\.\d+Z$/, 'Z');

const statusXml = ({ status, since }: { status: ServiceStatus; since: Date }): string[] => [
  leaf('ServiceStatus', `${URIS}/Svcstatus/${status}`),
  leaf('StatusStartingTime', instant(since)),
];

function serviceXml({ kind, name, certificate, statuses, address }: ListedService): string {
  const [current, ...before] = statuses;
  const head = [leaf('ServiceTypeIdentifier', TYPE_URIS[kind]), element('ServiceName', localised('Name', name))];
  const keyId = element('DigitalId', [leaf('X509SKI', certificate.keyId.toString('base64'))]);
  const identity = (...ids: string[]) => element('ServiceDigitalIdentity', ids);
  const whole = element('DigitalId', [leaf('X509Certificate', certificate.der.toString('base64'))]);
  return element('TSPService', [
    element('ServiceInformation', [
      ...head,
      identity(whole, keyId),
      ...statusXml(current),
      element('ServiceSupplyPoints', [leaf('ServiceSupplyPoint', address)]),
    ]),
    ...(before.length > 0
      ? [
          element(
            'ServiceHistory',
            // Of the past the key alone is named, by its identifier (§5.6.3).
            before.map((one) => element('ServiceHistoryInstance', [...head, identity(keyId), ...statusXml(one)])),
          ),
        ]
      : []),
  ]);
}
