import { Type } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { type Answer, type Asked, type Route, html, route, seeOther } from '../../../kernel/route.ts';
import {
  WISH_FORMS,
  type WishForm,
  purposeOf,
  wishFieldName,
  wishProblems,
  wishTyped,
} from '../../civil-status/index.ts';
import { type Refused, refusedForm, viewOf } from '../frame.ts';
import { maritalApplicationPage } from '../pages/marital-application/page.tsx';
import { maritalStatusPage } from '../pages/marital-status/page.tsx';
import {
  type MyMaritalStatus,
  applyForCertificate,
  readMyMaritalStatus,
  withdrawCertificateApplication,
} from './actions.ts';

const OneForm = Type.Object({ form: Type.Enum([...WISH_FORMS]) });
const idempotencyKey = Type.Optional(Type.String({ maxLength: 100 }));

/** Whether a certificate for a purpose still holds, so that it is asked what became of it. */
function isAgain({ certificates }: MyMaritalStatus, form: WishForm): boolean {
  // Another purpose is told from others by its words only; whether there is one, the service says.
  return certificates.some(
    ({ wish, validity }) => wish.purpose === purposeOf(form) && validity.from === undefined && form !== 'other',
  );
}

async function showForm(
  asked: Asked<{ form: WishForm }, unknown, unknown>,
  back?: { refused: Refused; again: boolean },
): Promise<Answer> {
  const { form } = asked.params;
  const mine = await readMyMaritalStatus(asked);
  if (!mine.resident) return seeOther('/marital-status');
  return html(
    maritalApplicationPage({
      ...(await viewOf(asked)),
      form,
      again: isAgain(mine, form) || back?.again === true,
      resident: mine.resident,
      receipt: mine.receipt,
      today: today(),
      idempotencyKey: newId(),
      refused: back?.refused,
    }),
    back ? 422 : 200,
  );
}

/** Certificates of marital status on the portal: one's own, and the way to one. */
export const maritalRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/marital-status',
    who: 'person',
    query: Type.Object({ done: Type.Optional(Type.Enum(['applied', 'withdrawn'])) }),
    async answer(asked) {
      const mine = await readMyMaritalStatus(asked);
      const view = await viewOf(asked);
      return html(maritalStatusPage({ ...view, mine, done: asked.query.done, today: today(), newKey: newId }));
    },
  }),
  route({
    method: 'GET',
    path: '/marital-status/apply/:form',
    who: 'person',
    params: OneForm,
    answer: (asked) => showForm(asked),
  }),
  route({
    method: 'POST',
    path: '/marital-status/apply/:form',
    who: 'person',
    params: OneForm,
    body: Type.Object(
      {
        foreignBornOn: Type.Optional(Type.String({ format: 'date' })),
        again: Type.Optional(Type.Literal('yes')),
        idempotencyKey,
      },
      { additionalProperties: true },
    ),
    async answer(asked) {
      const { form } = asked.params;
      const again = asked.body.again === 'yes';
      const fields = wishProblems(form, again, asked.body);
      if (fields.length) throw new Refusal('input.invalid', 422, { fields });
      await applyForCertificate(asked, wishTyped(form, again, asked.body));
      return seeOther('/marital-status?done=applied');
    },
    refused(asked, refusal) {
      const { form } = asked.params;
      const refused = refusedForm(asked, refusal);
      const messages = Object.fromEntries(
        Object.entries(refused.messages).map(([field, sentence]) => [wishFieldName(form, field), sentence]),
      );
      const again = refusal.code === 'marital.valid_one_there' || asked.body?.again === 'yes';
      return showForm(asked, { refused: { ...refused, messages }, again });
    },
  }),
  route({
    method: 'POST',
    path: '/marital-status/applications/:id/withdraw',
    who: 'person',
    params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
    body: Type.Object({ idempotencyKey }),
    async answer(asked) {
      await withdrawCertificateApplication(asked, asked.params.id);
      return seeOther('/marital-status?done=withdrawn');
    },
  }),
];
