import { Type } from 'typebox';
import { isLoopback } from '../../../kernel/config.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { type Answer, type Asked, type Route, html, localPath, route, seeOther } from '../../../kernel/route.ts';
import { type Area, beginSession, cookieName, endSession } from '../../../kernel/session.ts';
import type { House } from '../../../kernel/system.ts';
import { interruptedPage } from '../pages/interrupted/page.tsx';
import { noPostPage, postPage } from '../pages/post/page.tsx';
import { signOutPage } from '../pages/sign-out/page.tsx';
import { endProviderSession, findLogout } from '../provider/actions.ts';
import { SITES } from '../provider/addresses.ts';
import {
  CHOOSE_WITHIN_SECONDS,
  type Post,
  RETURN_WITHIN_SECONDS,
  type SignedInPerson,
  departForSignIn,
  openChoice,
  postsOf,
  returnFromSignIn,
  sealChoice,
} from './actions.ts';

type Cookie = NonNullable<Answer['cookies']>[number];

const departureCookie = (area: Area): string => `mot_cua_departure_${area}`;
const CHOICE_COOKIE = 'mot_cua_choice';
const START: Record<Area, string> = { portal: '/', desk: '/desk' };

const cleared = (name: string, path = '/'): Cookie => ({ name, value: '', maxAge_seconds: 0, path });
const isSecure = (house: House): boolean => house.config.baseUrl.startsWith('https:');
const sessionCookie = (house: House, area: Area, token: string): Cookie => ({
  name: cookieName(area, isSecure(house)),
  value: token,
});

async function leave(asked: Asked<unknown, { to?: string; as?: string }, unknown>, area: Area): Promise<Answer> {
  const { house, query } = asked;
  const base = new URL(house.config.baseUrl);
  if (isLoopback(base.hostname) && asked.header('host') !== base.host) {
    // Cookies belong to one host name: whoever came by another (127.0.0.1, say) is brought to ours before any is set.
    // Only on one's own machine: a proxy in front may send another name inwards than people see.
    return { status: 303, headers: { location: `${base.origin}${localPath(asked.path)}` } };
  }
  const { location, sealedDeparture } = await departForSignIn(house, {
    area,
    to: query.to ?? START[area],
    language: asked.language,
    again: query.as === 'another',
  });
  const url = new URL(location);
  return {
    ...seeOther(`${url.pathname}${url.search}`),
    cookies: [
      {
        name: departureCookie(area),
        value: sealedDeparture,
        maxAge_seconds: RETURN_WITHIN_SECONDS,
        path: SITES[area].signInPath,
      },
    ],
  };
}

async function comeBack(asked: Asked<unknown, unknown, unknown>, area: Area): Promise<Answer> {
  const { house } = asked;
  const forget = cleared(departureCookie(area), SITES[area].signInPath);
  try {
    const sealedDeparture = asked.cookie(departureCookie(area));
    const { person, to } = await returnFromSignIn(house, { area, path: asked.path, sealedDeparture });
    const answer = area === 'portal' ? await enterPortal(asked, person, to) : await enterDesk(asked, person, to);
    return { ...answer, cookies: [...(answer.cookies ?? []), forget] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...html(interruptedPage(asked, area), error.status), cookies: [forget] };
  }
}

async function enterPortal(
  asked: Asked<unknown, unknown, unknown>,
  person: SignedInPerson,
  to: string,
): Promise<Answer> {
  const { house } = asked;
  if (asked.session) await endSession(house, asked.session);
  const { token } = await beginSession(house, 'portal', {
    kind: 'person',
    number: person.personalNumber,
    name: person.name,
    assurance: person.assurance,
  });
  return { ...seeOther(to), cookies: [sessionCookie(house, 'portal', token)] };
}

async function enterDesk(asked: Asked<unknown, unknown, unknown>, person: SignedInPerson, to: string): Promise<Answer> {
  const posts = await postsOf(asked.house, person.personalNumber);
  const [first, ...others] = posts;
  if (!first) return html(noPostPage(asked, person.name), 403);
  if (others.length === 0) return enterPost(asked, person, first.post, to);
  return {
    ...seeOther('/desk/post'),
    cookies: [
      {
        name: CHOICE_COOKIE,
        value: sealChoice(asked.house, { person, to }),
        maxAge_seconds: CHOOSE_WITHIN_SECONDS,
        path: '/desk/post',
      },
    ],
  };
}

async function enterPost(
  asked: Asked<unknown, unknown, unknown>,
  person: SignedInPerson,
  post: Post,
  to: string,
): Promise<Answer> {
  const { house } = asked;
  if (asked.session) await endSession(house, asked.session);
  const { token } = await beginSession(house, 'desk', {
    kind: 'official',
    number: person.personalNumber,
    name: person.name,
    assurance: person.assurance,
    post,
  });
  return { ...seeOther(to), cookies: [sessionCookie(house, 'desk', token)] };
}

/** Who may choose a post: someone who has just signed in for the desk, or an official who is at one. */
function chooser(asked: Asked<unknown, unknown, unknown>): { person: SignedInPerson; to: string } | undefined {
  const fresh = openChoice(asked.house, asked.cookie(CHOICE_COOKIE));
  if (fresh) return fresh;
  const holder = asked.session?.holder;
  return (
    holder && {
      person: { personalNumber: holder.number, name: holder.name, assurance: holder.assurance },
      to: START.desk,
    }
  );
}

async function showPosts(asked: Asked<unknown, unknown, unknown>, refusal?: Refusal): Promise<Answer> {
  const who = chooser(asked);
  if (!who) return seeOther(SITES.desk.signInPath);
  const posts = await postsOf(asked.house, who.person.personalNumber);
  const now = asked.session?.holder.post;
  const chosen = posts.find(({ post }) => post.role === now?.role && post.agencyCode === now.agencyCode)?.key;
  return html(postPage(asked, { posts, chosen, refusal }));
}

async function choosePost(asked: Asked<unknown, unknown, { post: string }>): Promise<Answer> {
  const who = chooser(asked);
  if (!who) return seeOther(SITES.desk.signInPath);
  // Asked anew: a post may have ended since the page was shown.
  const posts = await postsOf(asked.house, who.person.personalNumber);
  const chosen = posts.find(({ key }) => key === asked.body.post);
  if (!chosen) {
    throw new Refusal('desk.post_not_yours', 422, { fields: [{ field: 'post', code: 'desk.post_not_yours' }] });
  }
  const answer = await enterPost(asked, who.person, chosen.post, who.to);
  return { ...answer, cookies: [...answer.cookies!, cleared(CHOICE_COOKIE, '/desk/post')] };
}

/** Ends the session here, and the one at the provider when it is the same person's. */
async function signOut(asked: Asked<unknown, unknown, unknown>, area: Area): Promise<Answer> {
  const { house, session } = asked;
  const cookies = [cleared(cookieName(area, isSecure(house)))];
  if (session) {
    await endSession(house, session);
    const provider = await endProviderSession(house, session.holder.number, asked.cookie);
    if (provider) cookies.push(cleared(provider));
  }
  return { ...seeOther('/'), cookies };
}

const Start = Type.Object({
  to: Type.Optional(Type.String({ maxLength: 2_000 })),
  as: Type.Optional(Type.Literal('another')),
});

/** Our two sites as clients of the OpenID Provider: leaving, coming back, choosing a post, signing out. */
export const relyingPartyRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/sign-in',
    who: 'anyone',
    area: 'portal',
    query: Start,
    answer: (asked) => leave(asked, 'portal'),
  }),
  route({
    method: 'GET',
    path: '/sign-in/callback',
    who: 'anyone',
    area: 'portal',
    answer: (asked) => comeBack(asked, 'portal'),
  }),
  route({
    method: 'GET',
    path: '/sign-in/interrupted',
    who: 'anyone',
    answer: (asked) => html(interruptedPage(asked, 'portal'), 400),
  }),
  route({
    method: 'GET',
    path: '/desk/sign-in',
    who: 'anyone',
    area: 'desk',
    query: Start,
    answer: (asked) => leave(asked, 'desk'),
  }),
  route({
    method: 'GET',
    path: '/desk/sign-in/callback',
    who: 'anyone',
    area: 'desk',
    answer: (asked) => comeBack(asked, 'desk'),
  }),
  route({
    method: 'GET',
    path: '/desk/post',
    who: 'anyone',
    area: 'desk',
    answer: (asked) => showPosts(asked),
  }),
  route({
    method: 'POST',
    path: '/desk/post',
    who: 'anyone',
    area: 'desk',
    body: Type.Object({ post: Type.String({ maxLength: 200 }) }),
    answer: (asked) => choosePost(asked),
    refused: (asked, refusal) => showPosts(asked, refusal),
  }),
  route({
    method: 'POST',
    path: '/sign-out',
    who: 'anyone',
    area: 'portal',
    answer: (asked) => signOut(asked, 'portal'),
  }),
  route({
    method: 'POST',
    path: '/desk/sign-out',
    who: 'anyone',
    area: 'desk',
    answer: (asked) => signOut(asked, 'desk'),
  }),
  route({
    method: 'GET',
    path: '/sign-out',
    who: 'anyone',
    area: 'portal',
    answer: async (asked) => {
      const logout = await findLogout(asked.house, asked.cookie);
      return logout ? html(signOutPage(asked, logout)) : seeOther('/');
    },
  }),
];
