import type { Asked } from '../kernel/route.ts';
import type { Frame } from './page.tsx';

/** What surrounds the page that answers a request: who is signed in, the token of its forms, the notice of the synthetic country. */
export function frameOf(
  asked: Pick<Asked, 'house' | 'language' | 'session' | 'formToken'>,
  area: Frame['area'] = asked.session?.area ?? 'public',
): Frame {
  const holder = area === 'public' ? undefined : asked.session?.holder;
  return {
    synthetic: asked.house.synthetic,
    area,
    ...(holder && {
      user: { name: holder.name, kind: holder.kind, ...(holder.post && { post: holder.post.title[asked.language] }) },
    }),
    ...(asked.formToken && { csrfToken: asked.formToken }),
  };
}
