import type { Module } from '../../kit/module.ts';
import { MESSAGES_FILE } from './listFile.ts';
import { handled } from '../../kit/task.ts';
import { NotificationSettingsResolver } from './messageSettings.resolver.ts';
import {
  MessagesResolver,
  CustomerMessagesResolver,
  InvoiceMessagesResolver,
} from './messages.resolver.ts';
import { KINDS, PARTS, PERMISSIONS } from './rights.ts';
import { RemindersResolver } from './reminders.resolver.ts';
import { MassMailsResolver, RunMailsResolver } from './runMails.resolver.ts';
import { queueChangeNotices } from './changeNotice.ts';
import { queueNoteMails } from './noteMails.ts';
import { queueRunNotices } from './runNotice.ts';
import { queueOldAddressMail } from './oldAddress.ts';
import { openOutbox, sendForPartner } from './send.tasks.ts';
import { wakeDue } from './wake.ts';
import { unsubscribeRoutes } from './unsubscribe.ts';
import { StatementMailResolver } from './statementMail.resolver.ts';
import { TASKS } from './queue.ts';
import { MessageSubjectsResolver } from './subjects.resolver.ts';

export const messages: Module = {
  name: 'messages',
  listFiles: [MESSAGES_FILE],
  permissions: PERMISSIONS,
  kinds: KINDS,
  parts: PARTS,
  resolvers: [
    NotificationSettingsResolver,
    MessagesResolver,
    CustomerMessagesResolver,
    InvoiceMessagesResolver,
    MessageSubjectsResolver,
    RemindersResolver,
    RunMailsResolver,
    MassMailsResolver,
    StatementMailResolver,
  ],
  tasks: handled(TASKS, {
    'messages:due': (app) => wakeDue(app),
    'messages:partner': (app, { partnerId }, stop) =>
      sendForPartner(app, partnerId, 'ordinary', stop),
    'messages:urgent': (app, { partnerId }, stop) => sendForPartner(app, partnerId, 'urgent', stop),
    'money-path:tell': (app, payload) => queueChangeNotices(app, payload),
    'automated-run:tell': (app, payload) => queueRunNotices(app, payload),
    'note:tell': (app, payload) => queueNoteMails(app, payload),
    'old-address:tell': (app, payload) => queueOldAddressMail(app, payload),
  }),
  routes: [unsubscribeRoutes],
  whileWorking: openOutbox,
};

export {
  announceBlocked,
  announceCreditNotes,
  announceInvoices,
  announcePayments,
  announceProformas,
  announceReminders,
} from './announce.ts';
export { announceEndingCards, announceFailedCharges } from './cardMails.ts';
export { tellOfBooks } from './booksNotice.ts';
export { tellAdministrators } from './changeNotice.ts';
export { messageChains } from './messageSettings.store.ts';
export { updateNotificationSettings } from './messageSettings.service.ts';
export { tellOldAddress } from './oldAddress.ts';
export {
  cancelOfReversed,
  cancelOfVoid,
  cancelOfVoidProformas,
  cancelOutlived,
  cancelPromised,
  cancelUnblocked,
} from './outlived.ts';
export { tellMentioned } from './noteMails.ts';
export { tellOfRuns } from './runNotice.ts';
export { sendLinks } from './resetMail.ts';
