import { now, today } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { addJob } from '../../../kernel/jobs.ts';
import type { House } from '../../../kernel/system.ts';
import { agency, officialIdsOf, personalNumberOf, postStandings } from '../../organisations/index.ts';
import { raiseAlarm } from '../administration/alarms/actions.ts';
import { holderOfOfficial } from '../administration/requests/new-certificates.ts';
import { isRootAwaited } from '../keys.ts';
import type { AuthorityName } from '../rules.ts';
import { changeStandingIn, tellStandingChanged } from '../status/actions.ts';
import { lockActs } from '../status/store.ts';
import {
  DELEGATION_WORDS,
  GROUNDS,
  reasonOf,
  startOfDay,
  type HeldPost,
  type KnownBy,
  type RegisteredPost,
} from './rules.ts';
import {
  askAgain,
  deleteQuestion,
  endDelegationsOfPost,
  insertPostEnd,
  keepEndings,
  lockQuestion,
  markTold,
  readNamedPosts,
  readPostEndings,
  readPostEnds,
  readQuestions,
  readSerialsOfPost,
  readUntold,
  type PostEnd,
  type PostEnding,
  type PostQuestion,
} from './store.ts';

export type { RegisteredPost } from './rules.ts';
export type { PostEnd, PostEnding } from './store.ts';

/** What is connected from outside: the register of civil servants and messages stand above the trust services in the house. */
export interface PostsOutside {
  /** Goes on with what was done to appointments; each is noted in the transaction that moves the cursor, so exactly once. */
  follow(house: House, note: (tx: Tx, appointmentId: string) => Promise<void>): Promise<unknown>;
  /** What the register says of the posts of appointments on a civil date: at most 200 at once. */
  read(house: House, asked: { appointmentIds: string[]; on: string }): Promise<RegisteredPost[]>;
  /** Tells an official. The same key is told once. */
  tell(house: House, told: { personalNumber: string; key: string; agency: string; count: number }): Promise<void>;
}

let outside: PostsOutside | undefined;

/** Says how the trust services hear of posts that end, and tell officials of what ended with them. */
export function hearOfPostsBy(chosen: PostsOutside): void {
  outside = chosen;
}

/** The job that is to run again when a post ends whose end is known. */
export const SETTLE_POSTS = 'trust.settle_posts';
const ASKED_AT_ONCE = 200;
const MOST_CERTIFICATES = 1_000;
const MOST_TOLD = 500;

/**
 * Goes on with what the register of civil servants has told: where a post is not held any more, the certificates that name it are revoked and
 * the delegations of signing that rest on it end, at once and once, and the official is told. An end to come is noted, and the register asked again on
 * that day. Cut off anywhere, the next run goes on. Done every minute, and at the instant at which a known end comes.
 */
export async function settlePosts(house: House): Promise<void> {
  if (!outside || (await isRootAwaited(house))) return;
  await outside.follow(house, (tx, appointmentId) => askAgain(tx, appointmentId, now()));
  const db = house.db.as('trust');
  for (;;) {
    const questions = await readQuestions(db, now(), ASKED_AT_ONCE);
    if (questions.length === 0) break;
    const appointmentIds = questions.map(({ appointmentId }) => appointmentId);
    const on = today();
    const posts = await outside.read(house, { appointmentIds, on });
    const officials = await officialIdsOf(
      house,
      posts.map(({ number }) => number),
    );
    const touched = new Set<AuthorityName>();
    for (const question of questions) {
      const answer = posts
        .filter(({ appointmentId }) => appointmentId === question.appointmentId)
        // Who was never told to the directory of organisations never had a certificate.
        .flatMap((post) => {
          const officialId = officials.get(post.number);
          return officialId ? [{ ...post, officialId, role: post.power }] : [];
        });
      await db.transaction((tx) => answerQuestion(tx, question, answer, touched));
    }
    await tellOfAll(house, touched);
    if (questions.length < ASKED_AT_ONCE) break;
  }
  await tellOfficials(house);
}

async function answerQuestion(
  tx: Tx,
  question: PostQuestion,
  answer: readonly (RegisteredPost & HeldPost)[],
  touched: Set<AuthorityName>,
): Promise<void> {
  if (!(await lockQuestion(tx, question))) return;
  for (const post of answer) if (!post.isHeld) await endPost(tx, post, { ...post, knownBy: 'register' }, touched);
  const changes = answer.flatMap(({ changesOn }) => (changesOn ? [changesOn] : []));
  if (changes.length === 0) return deleteQuestion(tx, question);
  const [first] = changes.toSorted() as [string];
  const endings = answer.flatMap(({ isHeld, changesOn, ...post }) =>
    isHeld && changesOn ? [{ ...post, endsOn: changesOn }] : [],
  );
  await keepEndings(tx, question, { endings, askAt: startOfDay(first) });
  await addJob(tx, { task: SETTLE_POSTS, payload: {}, runAt: startOfDay(first), key: `${SETTLE_POSTS} ${first}` });
}

/** Ends what names a post: nothing when nothing does, so that doing it again changes nothing. */
async function endPost(
  tx: Tx,
  post: HeldPost,
  { isInService, knownBy, onlyGiven = false }: { isInService: boolean; knownBy: KnownBy; onlyGiven?: boolean },
  touched: Set<AuthorityName>,
): Promise<void> {
  // One after another: what two see at the same time is revoked once.
  await lockActs(tx);
  const at = now();
  const { officialId, role, agencyCode } = post;
  const held = { holder: holderOfOfficial(post), at, most: MOST_CERTIFICATES };
  const serials = onlyGiven ? [] : await readSerialsOfPost(tx, post, held);
  const grounds = GROUNDS[knownBy];
  for (const serial of serials) {
    const act = { kind: 'revoked', reason: reasonOf({ isInService }) } as const;
    const { authority } = await changeStandingIn(tx, { serial, act, ...grounds });
    touched.add(authority);
  }
  const delegations = await endDelegationsOfPost(tx, post, { on: today(), at, why: DELEGATION_WORDS, onlyGiven });
  if (serials.length === 0 && delegations.length === 0) return;
  await insertPostEnd(tx, {
    id: newId(),
    officialId,
    role,
    agencyCode,
    isInService,
    knownBy,
    serials,
    delegations,
    at,
  });
}

async function tellOfAll(house: House, authorities: ReadonlySet<AuthorityName>): Promise<void> {
  for (const authority of authorities) await tellStandingChanged(house, authority);
}

/** The directory alone ends no more posts at once: one that was emptied by mistake must not revoke the state's certificates. */
export const MOST_SWEPT = 100;

/**
 * Compares every post that a certificate or delegation names with the directory of organisations, by which officials sign in: for posts that the
 * register of civil servants does not know, for those that were delegated, and should an event ever be missed. Done every ten minutes, after
 * what the register has told. Where more than `most` posts would end, nothing is done but to raise an alarm. The answer is how many are to end.
 */
export async function sweepPosts(house: House, most = MOST_SWEPT): Promise<number> {
  if (await isRootAwaited(house)) return 0;
  await settlePosts(house);
  const db = house.db.as('trust');
  const ends: (HeldPost & { isInService: boolean; onlyGiven: boolean })[] = [];
  for (let after: HeldPost | undefined; ;) {
    const posts = await readNamedPosts(db, { after, at: now(), on: today(), most: ASKED_AT_ONCE });
    if (posts.length === 0) break;
    after = posts.at(-1);
    const standings = await postStandings(house, posts);
    for (const [i, post] of posts.entries()) {
      const { holds, isInService } = standings[i]!;
      // Who acts in a post by delegation keeps the certificate for it, but lets nobody else sign in it.
      if (holds !== 'own') ends.push({ ...post, isInService, onlyGiven: holds === 'delegated' });
    }
  }
  const withoutPost = ends.filter(({ onlyGiven }) => !onlyGiven);
  if (withoutPost.length > most) {
    await raiseAlarm(house, { kind: 'posts_unclear', subject: '', details: { count: withoutPost.length } });
    return withoutPost.length;
  }
  const touched = new Set<AuthorityName>();
  for (const end of ends) await db.transaction((tx) => endPost(tx, end, { ...end, knownBy: 'directory' }, touched));
  await tellOfAll(house, touched);
  await tellOfficials(house);
  return withoutPost.length;
}

async function tellOfficials(house: House): Promise<void> {
  if (!outside) return;
  const db = house.db.as('trust');
  for (const end of await readUntold(db, MOST_TOLD)) {
    const personalNumber = await personalNumberOf(house, end.officialId);
    const named = await agency(house, end.agencyCode);
    if (personalNumber)
      await outside.tell(house, {
        personalNumber,
        key: `post-end:${end.id}`,
        agency: named?.name.vi ?? end.agencyCode,
        count: end.serials.length,
      });
    await markTold(db, end.id);
  }
}

const MOST_SHOWN = 200;
/** So far ahead ends of posts are shown. */
const FARTHEST = '9999-12-31';

/** Posts that ended with what ended with them, the newest first, and those whose end is known and that a certificate names. */
export async function openPostEnds(house: House): Promise<{ ended: PostEnd[]; coming: PostEnding[] }> {
  const db = house.db.as('trust');
  const [ended, coming] = await Promise.all([
    readPostEnds(db, MOST_SHOWN),
    readPostEndings(db, { from: today(), until: FARTHEST, at: now(), most: MOST_SHOWN }),
  ]);
  return { ended, coming };
}
