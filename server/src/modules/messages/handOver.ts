import { protectsAccount } from '@backhaul/domain/messages/protects';
import type { App } from '../../kit/app.ts';
import { createMailer, type Delivery, type Mailer } from '../../platform/mailer.ts';
import { sendText } from '../../platform/smsGateway.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { hashToken } from '../access/index.ts';
import type { Batch } from './claim.ts';
import { linkHours, readyMail, type Composed } from './compose.ts';
import { beginTransmission, type Begun, type Claimed } from './outbox.store.ts';
import { openLink } from './security.store.ts';
import { must } from '../../platform/must.ts';

const mailers = new WeakMap<App, Mailer>();
function mailerOf(app: App): Mailer {
  let mailer = mailers.get(app);
  if (!mailer)
    mailers.set(app, (mailer = createMailer({ allowPrivate: app.config.outboundPrivate })));
  return mailer;
}

/** Lets go of the connections to mail servers. */
export function closeMailer(app: App): void {
  mailers.get(app)?.close();
  mailers.delete(app);
}

/** A message ready to go, and the moment it is true of. */
interface Made {
  composed: Composed;
  moment: string;
}

/** Hands a mail to its server, unless it must not go any more or would say what is not true now. */
export async function sendMail(
  app: App,
  scope: Scope,
  { partner, sender }: Batch,
  message: Claimed,
  { composed, moment }: Made,
): Promise<Delivery | Exclude<Begun, 'BEGUN'>> {
  const { server, from } = must(sender.mail);
  const messageId = message.messageId ?? `<${message.id}@${from.slice(from.lastIndexOf('@') + 1)}>`;
  const mail = await readyMail(app, partner, sender, message, composed, messageId);
  const begun = await app.boundary.inSql(scope, async (sql) => {
    const state = await beginTransmission(sql, message, messageId, moment);
    // the link works from the moment it can be in somebody's hands
    if (state === 'BEGUN' && composed.resetToken)
      await openLink(sql, message.resetId, hashToken(composed.resetToken), linkHours(message.kind));
    return state;
  });
  if (begun !== 'BEGUN') return begun;
  const delivery = await mailerOf(app).deliver(server, mail);
  // a copy for the partner's own records is worth one attempt, and no second mail to the customer;
  // what protects an account is nobody else's
  const { bcc } = sender.values;
  if (delivery.outcome === 'SENT' && bcc && !protectsAccount(message.kind)) {
    const copy = await mailerOf(app).deliver(server, { ...mail, to: [bcc] });
    if (copy.outcome !== 'SENT')
      app.log.warn({ message: message.id, words: copy.words }, 'a blind copy was not delivered');
  }
  return delivery;
}

/** The same for a text message and the gateway that carries it. */
export async function sendSms(
  app: App,
  scope: Scope,
  { sender }: Batch,
  message: Claimed,
  { composed, moment }: Made,
): Promise<Delivery | Exclude<Begun, 'BEGUN'>> {
  const begun = await app.boundary.inSql(scope, (sql) =>
    beginTransmission(sql, message, message.id, moment),
  );
  if (begun !== 'BEGUN') return begun;
  return sendText(
    must(sender.sms),
    { id: message.id, to: must(message.to).replace(/[ ()./-]/g, ''), text: composed.text },
    { allowPrivate: app.config.outboundPrivate },
  );
}
