import type { App } from '../../kit/app.ts';
import { notFound } from '../../platform/refusal.ts';
import type { Scope } from '../../tenancy/scope.ts';
import type { TemplateKind } from '../templates/index.ts';
import { type Reads, renderDocument, withoutWord } from '../printing/index.ts';
import { oneLine } from './compose.ts';
import { toldBy } from './messages.store.ts';

/**
 * What a message said, or would say now, as far as the viewer may read it; a link for one use shows
 * as a mark. Refuses NOT_FOUND.
 */
export async function previewMessage(
  app: App,
  scope: Scope,
  id: string,
  reads: Reads,
): Promise<{ subject: string | null; body: string }> {
  const message = await app.boundary.inSql(scope, (sql) => toldBy(sql, id));
  if (!message) throw notFound();
  if (message.body !== null) {
    const told = (text: string) => readableText(text, message.login, reads);
    return { subject: message.subject && told(message.subject), body: told(message.body) };
  }
  const extra: Record<string, string> = {
    ...message.said,
    ...(message.resetId ? { link: '…' } : {}),
  };
  const rendered = await renderDocument(app, scope, {
    kind: message.kind as TemplateKind,
    documentId: message.documentId,
    extra,
    reads,
  });
  const subject = oneLine(rendered.subject ?? '');
  return {
    subject,
    body: message.channel === 'SMS' ? subject : (rendered.html ?? rendered.text ?? ''),
  };
}

/** A text that was sent to a customer, without the login for whoever may not read that. */
export function readableText(text: string, login: string | null, reads: Reads): string {
  return login && !reads('Customer', 'login') ? withoutWord(text, login) : text;
}
