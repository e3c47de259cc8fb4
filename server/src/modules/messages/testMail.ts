import type { App } from '../../kit/app.ts';
import { composeMail, createMailer, type Delivery } from '../../platform/mailer.ts';
import { conflict, notFound } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import { countedUse } from '../../kit/attempts.ts';
import type { Viewer } from '../../kit/viewer.ts';
import { oneLine } from './compose.ts';
import { messageChains } from './messageSettings.store.ts';
import { partnerSending, type SendingPartner } from './outbox.store.ts';
import { senderOf, type Sender } from './sender.ts';

/** So that a button is no way to fill a mailbox, or to try out passwords of somebody's mail server. */
const LIMIT = 5;

/** What came of it; words: the mail server's. */
export interface TestMail {
  to: string;
  sent: boolean;
  words: string;
}

/**
 * Sends a mail to the viewer's own address the way the partner's messages go out, past the queue, and waits for what the
 * mail server says. Refuses NOT_FOUND; CONFLICT NO_ADDRESS and NO_MAIL_SERVER; RATE_LIMITED after five in 15 minutes.
 */
export async function sendTestMail(app: App, viewer: Viewer, partnerId: string): Promise<TestMail> {
  const to = viewer.email;
  if (!to) throw conflict('NO_ADDRESS', 'You have no e-mail address to send a test mail to.');
  const { partner, sender, mail } = await app.boundary.inSql(viewer.scope, async (sql) => {
    const found = await partnerSending(sql, partnerId);
    if (!found) throw notFound();
    const known = senderOf(app, (await messageChains(sql, [partnerId])).get(partnerId) ?? []);
    if (!known.mail)
      throw conflict('NO_MAIL_SERVER', `No mail server is set for ${found.name}. Set one first.`);
    return { partner: found, sender: known, mail: known.mail };
  });
  await countedUse(
    app,
    `test-mail:${viewer.id}`,
    LIMIT,
    'Too many test mails. Wait 15 minutes, then try again.',
  );
  const delivery = await deliver(app, partner, sender, mail, to);
  await app.boundary.inSql(viewer.scope, (sql) =>
    audit(sql, {
      action: 'test-mail',
      entity: 'notification-settings',
      entityId: partner.id,
      after: { to, outcome: delivery.outcome },
      partner,
    }),
  );
  return { to, sent: delivery.outcome === 'SENT', words: delivery.words };
}

async function deliver(
  app: App,
  partner: Pick<SendingPartner, 'name' | 'supportEmail'>,
  { values }: Sender,
  { server, from, dkim }: NonNullable<Sender['mail']>,
  to: string,
): Promise<Delivery> {
  const name = values.fromName ?? partner.name;
  const replyTo = values.replyTo ?? partner.supportEmail;
  const bytes = await composeMail(
    {
      from: { name: oneLine(name), address: from },
      to,
      ...(replyTo ? { replyTo: oneLine(replyTo) } : {}),
      subject: oneLine(`Test mail of ${name}`),
      text: `Mail of ${name} goes out, and this is the proof.\n\nSomebody signed in as you asked for it in the settings; nothing has to be done about it.\n`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    },
    dkim,
  );
  // a connection of its own: it tries what is set now, also in a process that sends nothing else
  const mailer = createMailer({ allowPrivate: app.config.outboundPrivate });
  try {
    return await mailer.deliver(server, { from, to: [to], bytes });
  } finally {
    mailer.close();
  }
}
