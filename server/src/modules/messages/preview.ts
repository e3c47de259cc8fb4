import type { App } from '../../app.ts';
import { notFound } from '../../platform/refusal.ts';
import type { Scope } from '../../tenancy/scope.ts';
import type { TemplateKind } from '../templates/kinds.ts';
import { renderDocument } from '../templates/render.ts';
import { oneLine } from './compose.ts';

interface Row {
  kind: string;
  channel: string;
  subject: string | null;
  body: string | null;
  document_id: string;
  reset_id: string | null;
}

/** What a message said, or would say now; a link for one use shows as a mark. Refuses NOT_FOUND. */
export async function previewMessage(
  app: App,
  scope: Scope,
  id: string,
): Promise<{ subject: string | null; body: string }> {
  const [message] = await app.boundary.inSql(scope, (sql) =>
    sql.rows<Row>(
      `select m.kind, m.channel, m.subject, m.body,
        coalesce(m.invoice_id, m.payment_id, m.customer_id, m.user_id) document_id, m.reset_id
      from message m
      where m.id = $1`,
      [id],
    ),
  );
  if (!message) throw notFound();
  if (message.body !== null) return { subject: message.subject, body: message.body };
  const extra: Record<string, string> = message.reset_id ? { link: '…' } : {};
  const rendered = await renderDocument(app, scope, {
    kind: message.kind as TemplateKind,
    documentId: message.document_id,
    extra,
  });
  const subject = oneLine(rendered.subject ?? '');
  return {
    subject,
    body: message.channel === 'SMS' ? subject : (rendered.html ?? rendered.text ?? ''),
  };
}
