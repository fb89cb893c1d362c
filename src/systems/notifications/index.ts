/** The door of notifications: messages to people and officials by every channel. */
import type { System } from '../../kernel/system.ts';
import { sendMessageInJob } from './actions.ts';
import { deliver } from './delivery.ts';
import { sentences } from './rules.ts';

export {
  inboxOf,
  messageJob,
  preferencesOf,
  readMessage,
  sendMessage,
  sendMessageInJob,
  setPreferences,
  unreadCount,
} from './actions.ts';
export { type RenderedMessage, renderMessage } from './render.ts';
export type { Contact, InboxMessage, MessageToSend, Preferences } from './rules.ts';
export type { TemplateName, TemplateValues } from './templates/list.ts';

export const system: System = {
  name: 'notifications',
  folder: import.meta.dirname,
  sentences,
  jobs: {
    'notifications.send': async (house, message: never) => {
      await sendMessageInJob(house, message);
    },
    'notifications.deliver': (house, payload: never) => deliver(house, payload),
  },
};
