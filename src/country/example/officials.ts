import { ageOn } from '../civil-age.ts';
import type { ExampleOfficial, ExamplePerson, ExamplePlace, ExamplePost } from './model.ts';

const FITTING_AGES: Record<ExamplePost, readonly [least: number, most: number]> = {
  'committee-chair': [38, 58],
  'committee-deputy-chair': [35, 58],
  'civil-status-officer': [24, 56],
  'police-residence-officer': [23, 52],
  midwife: [24, 52],
  'insurance-officer': [24, 56],
  'business-registration-officer': [24, 58],
  'household-business-officer': [24, 58],
  'data-steward': [26, 58],
  'personnel-officer': [26, 58],
  'public-finance-officer': [27, 57],
  'seal-keeper': [30, 58],
  'identity-officer': [25, 58],
  'land-registration-officer': [25, 57],
  'legal-drafting-officer': [26, 58],
  'trust-services-administrator': [26, 58],
};

/**
 * Each has a steward for its register: public security, justice, finance, environment, home affairs, health. Public security has two,
 * for what takes four eyes.
 */
const MINISTRIES_WITH_REGISTERS = ['G01', 'G15', 'G12', 'G10', 'G09', 'G18', 'G01'] as const;

const KEEPERS_OF_SEALS = 2;
/** One submits, another approves. */
const FINANCE_OFFICERS = 2;
/** Justice, health and finance keep rule sets; one official writes, another adopts. */
const MINISTRIES_WITH_RULES = ['G15', 'G18', 'G12'] as const;
const LEGAL_DRAFTERS = 2;
/** One asks for what is done to a certificate, another decides. */
const TRUST_ADMINISTRATORS = 2;

/**
 * Fills the posts of the populated communes and provinces with adults who live there, the first who fit; nobody holds two.
 * The posts stand in the order of the communes, then of the provinces, whatever the order in which people come.
 */
export class Officials {
  readonly #today: string;
  readonly #posts: (Omit<ExampleOfficial, 'personNumber'> & { personNumber?: string })[] = [];
  readonly #openInCommune = new Map<string, number[]>();
  readonly #openInProvince = new Map<string, number[]>();
  readonly #provinceOf = new Map<string, string>();
  readonly #holders: ExamplePerson[] = [];

  constructor(places: readonly ExamplePlace[], today: string) {
    this.#today = today;
    places.forEach(({ communeCode, provinceCode }, index) => {
      this.#provinceOf.set(communeCode, provinceCode);
      const posts: ExamplePost[] = ['committee-chair', 'civil-status-officer', 'police-residence-officer'];
      if (index % 3 === 0) posts.splice(2, 0, 'civil-status-officer');
      posts.push('household-business-officer');
      // One committee has a deputy, whom its chair may let sign.
      if (index === 0) posts.push('committee-deputy-chair');
      this.#openInCommune.set(
        communeCode,
        posts.map((post) => this.#posts.push({ post, provinceCode, communeCode }) - 1),
      );
    });
    for (const provinceCode of new Set(this.#provinceOf.values())) {
      this.#openInProvince.set(provinceCode, [
        this.#posts.push({ post: 'midwife', provinceCode, hospitalSerial: 1 }) - 1,
        this.#posts.push({ post: 'insurance-officer', provinceCode }) - 1,
        this.#posts.push({ post: 'business-registration-officer', provinceCode }) - 1,
        this.#posts.push({ post: 'personnel-officer', provinceCode }) - 1,
        this.#posts.push({ post: 'land-registration-officer', provinceCode }) - 1,
      ]);
    }
    const [first] = places;
    if (!first) return;
    for (const ministryCode of MINISTRIES_WITH_REGISTERS) {
      const { provinceCode } = first;
      const post = this.#posts.push({ post: 'data-steward', provinceCode, ministryCode }) - 1;
      this.#openInProvince.get(provinceCode)!.push(post);
    }
    // What is sealed is opened by two, see registry/sealing.
    for (let keepers = 0; keepers < KEEPERS_OF_SEALS; keepers++) {
      const { provinceCode } = first;
      const post = this.#posts.push({ post: 'seal-keeper', provinceCode, ministryCode: 'G01' }) - 1;
      this.#openInProvince.get(provinceCode)!.push(post);
    }
    const { provinceCode } = first;
    const post = this.#posts.push({ post: 'identity-officer', provinceCode, ministryCode: 'G01' }) - 1;
    this.#openInProvince.get(provinceCode)!.push(post);
    for (let officers = 0; officers < FINANCE_OFFICERS; officers++) {
      const officer = this.#posts.push({ post: 'public-finance-officer', provinceCode, ministryCode: 'G12' }) - 1;
      this.#openInProvince.get(provinceCode)!.push(officer);
    }
    for (const ministryCode of MINISTRIES_WITH_RULES) {
      for (let drafters = 0; drafters < LEGAL_DRAFTERS; drafters++) {
        const drafter = this.#posts.push({ post: 'legal-drafting-officer', provinceCode, ministryCode }) - 1;
        this.#openInProvince.get(provinceCode)!.push(drafter);
      }
    }
    for (let administrators = 0; administrators < TRUST_ADMINISTRATORS; administrators++) {
      const ministryCode = 'G06';
      const post = this.#posts.push({ post: 'trust-services-administrator', provinceCode, ministryCode }) - 1;
      this.#openInProvince.get(provinceCode)!.push(post);
    }
  }

  /** Gives this person the first open post that fits, if there is one. */
  consider(person: ExamplePerson): void {
    const commune = this.#openInCommune.get(person.communeCode) ?? [];
    const province = this.#openInProvince.get(this.#provinceOf.get(person.communeCode) ?? '') ?? [];
    if (person.diedOn || commune.length + province.length === 0) return;
    const age = ageOn(person.bornOn, this.#today);
    for (const open of [commune, province]) {
      const at = open.findIndex((index) => fits(this.#posts[index]!.post, person, age));
      if (at < 0) continue;
      this.#posts[open[at]!]!.personNumber = person.number;
      open.splice(at, 1);
      this.#holders.push(person);
      return;
    }
  }

  /** The people who hold posts. */
  holders(): ExamplePerson[] {
    return this.#holders;
  }

  /** All posts that have been filled. */
  filled(): ExampleOfficial[] {
    return this.#posts.filter((post): post is ExampleOfficial => post.personNumber !== undefined);
  }
}

function fits(post: ExamplePost, person: ExamplePerson, age: number): boolean {
  const [least, most] = FITTING_AGES[post];
  return age >= least && age <= most && (post !== 'midwife' || person.sex === 'female');
}
