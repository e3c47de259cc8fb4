import { randomBytes } from 'node:crypto';
import type { SendMailOptions } from 'nodemailer';
import type { App } from '../../kit/app.ts';
import { composeMail, type ReadyMail } from '../../platform/mailer.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { TemplateKind } from '../templates/index.ts';
import { type DocumentRequest, renderDocument, type RenderedDocument } from '../printing/index.ts';
import type { Claimed, SendingPartner } from './outbox.store.ts';
import { unpaidOf } from './recipients.store.ts';
import type { Sender } from './sender.ts';
import { unsubscribeAddress } from './unsubscribe.ts';
import { must } from '../../platform/must.ts';

/** A message as its recipient gets it. body: the same for the record, without the secret of a link. */
export interface Composed {
  subject: string;
  body: string;
  text: string;
  html: string | null;
  attachments: { filename: string; content: Buffer; contentType: string }[];
  resetToken: string | null;
}

/** Stands for the token of a link while the mail is rendered: what is kept of the mail never held the token. */
const TOKEN_MARK = 'TOKENTOKENTOKENTOKENTOKENTOKENTOKENTOKENTOK';

/** Renders a message with everything as it is now. Throws what rendering throws. */
export async function composeMessage(
  app: App,
  scope: Scope,
  partner: SendingPartner,
  sender: Sender,
  message: Claimed,
): Promise<Composed> {
  const link = message.resetId ? resetLink(app, partner, message) : null;
  const mail = await render(app, scope, message, {
    extra: { ...message.said, ...(link === null ? {} : { link }) },
    ...(link === null ? {} : { until: expiry(app, partner, message) }),
  });
  const subject = oneLine(mail.subject ?? '');
  const resetToken = link ? randomBytes(32).toString('base64url') : null;
  const reveal = (text: string) => (resetToken ? text.replaceAll(TOKEN_MARK, resetToken) : text);
  const hide = (text: string) => text.replaceAll(TOKEN_MARK, '…');
  const text = mail.text ?? '';
  const sms = message.channel === 'SMS';
  return {
    subject,
    text: reveal(sms ? subject : text),
    html: sms || !mail.html ? null : reveal(mail.html),
    body: sms ? subject : hide(mail.html ?? text),
    attachments: sms || !sender.values.attachPdf ? [] : await attachments(app, scope, message),
    resetToken,
  };
}

/** How long a link works from when its mail goes out. */
export function linkHours(kind: string): number {
  return kind === TemplateKind.WELCOME_MAIL ? 7 * 24 : 1;
}

function expiry(app: App, { timeZone }: SendingPartner, message: Claimed) {
  const until = new Date(app.clock.now().getTime() + linkHours(message.kind) * 3_600_000);
  return { at: until.toISOString(), timeZone };
}

function render(
  app: App,
  scope: Scope,
  message: Claimed,
  more: Pick<DocumentRequest, 'extra' | 'until'>,
): Promise<RenderedDocument> {
  const documentId =
    message.invoiceId ??
    message.paymentId ??
    message.creditNoteId ??
    message.proformaId ??
    message.customerId ??
    message.userId;
  if (!documentId) throw new Error(`message ${message.id} is about nothing`);
  return renderDocument(app, scope, {
    kind: message.kind as TemplateKind,
    documentId,
    ...more,
  });
}

/** More would be too much for a mail. */
const REMINDED_MAX = 10;

/** What a message is about, as PDF: of a reminder the unpaid invoices, the first due first. */
async function attachments(
  app: App,
  scope: Scope,
  message: Claimed,
): Promise<Composed['attachments']> {
  const attached: Composed['attachments'] = [];
  for (const about of await documentsOf(app, scope, message)) {
    const { pdf, fileName } = await renderDocument(app, scope, about);
    if (!pdf) throw new Error(`rendering ${about.kind} gave no PDF`);
    attached.push({ filename: oneLine(fileName), content: pdf, contentType: 'application/pdf' });
  }
  return attached;
}

/** The documents that go with a message. */
async function documentsOf(
  app: App,
  scope: Scope,
  { kind, invoiceId, paymentId, creditNoteId, proformaId, customerId, said }: Claimed,
): Promise<DocumentRequest[]> {
  const only = (pdf: TemplateKind, documentId: string | null) =>
    documentId ? [{ kind: pdf, documentId }] : [];
  switch (kind as TemplateKind) {
    case TemplateKind.INVOICE_MAIL:
      return only(TemplateKind.INVOICE_PDF, invoiceId);
    case TemplateKind.PAYMENT_MAIL:
      return only(TemplateKind.RECEIPT_PDF, paymentId);
    case TemplateKind.CREDIT_NOTE_MAIL:
      return only(TemplateKind.CREDIT_NOTE_PDF, creditNoteId);
    case TemplateKind.PROFORMA_MAIL:
      return only(TemplateKind.PROFORMA_PDF, proformaId);
    case TemplateKind.STATEMENT_MAIL:
      return only(TemplateKind.STATEMENT_PDF, customerId).map((about) => ({
        ...about,
        from: said?.statementFrom,
        to: said?.statementTo,
      }));
    case TemplateKind.REMINDER_MAIL: {
      const open = customerId
        ? await app.boundary.inSql(scope, (sql) => unpaidOf(sql, customerId, REMINDED_MAX))
        : [];
      return open.map((documentId) => ({ kind: TemplateKind.INVOICE_PDF, documentId }));
    }
    default:
      return [];
  }
}

/** Users set theirs in the back office, customers in the portal of their partner. */
function resetLink(app: App, partner: SendingPartner, message: Claimed): string {
  if (message.userId) return `${app.publicUrl()}/admin/reset-password?token=${TOKEN_MARK}`;
  return `${partner.portalUrl}/reset-password?token=${TOKEN_MARK}`;
}

/** Names and subjects come from people: nothing of them may begin a new header line. */
export function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
}

/** A mail ready for the wire. messageId: the same at every attempt, so that receivers know a copy. */
export async function readyMail(
  app: App,
  partner: SendingPartner,
  sender: Sender,
  message: Claimed,
  composed: Composed,
  messageId: string,
): Promise<ReadyMail> {
  const { from, dkim } = must(sender.mail);
  const unsubscribe = unsubscribeAddress(app, partner, message);
  const mail: SendMailOptions = {
    from: { name: oneLine(sender.values.fromName ?? partner.name), address: from },
    to: { name: oneLine(message.name), address: must(message.to) },
    ...replyTo(sender.values.replyTo ?? partner.supportEmail),
    subject: composed.subject,
    text: composed.text,
    ...(composed.html ? { html: composed.html } : {}),
    attachments: composed.attachments,
    messageId,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
      ...(unsubscribe
        ? {
            'List-Unsubscribe': `<${unsubscribe}>`,
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }
        : {}),
    },
  };
  return { from, to: [must(message.to)], bytes: await composeMail(mail, dkim) };
}

function replyTo(address: string | null): { replyTo?: string } {
  return address ? { replyTo: oneLine(address) } : {};
}
