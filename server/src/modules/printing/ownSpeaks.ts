import { BUILT_IN, TemplateKind } from '../templates/index.ts';
import type { RenderAnswer } from './rendering/protocol.ts';

/**
 * Whether the product's own template speaks instead: for a receipt, which nobody can renew, and a
 * security mail, when theirs fails; and for one that does not say what was changed.
 */
export function ownSpeaks(
  drawn: { kind: TemplateKind; source: string; data: Record<string, unknown> },
  answer: RenderAnswer,
): boolean {
  const { kind, source, data } = drawn;
  if (kind !== TemplateKind.RECEIPT_PDF && kind !== TemplateKind.SECURITY_MAIL) return false;
  if (source === BUILT_IN[kind].source) return false;
  const words = (text: unknown) => String(text ?? '').replace(/\s+/g, ' ');
  return !answer.ok || !words(answer.text).includes(words(data.change));
}
