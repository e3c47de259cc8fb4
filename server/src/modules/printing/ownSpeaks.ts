import { BUILT_IN, TemplateKind } from '../templates/index.ts';
import type { RenderAnswer } from './rendering/protocol.ts';

const SPOKEN_FOR: ReadonlySet<TemplateKind> = new Set([
  TemplateKind.RECEIPT_PDF,
  TemplateKind.RECEIPT_80MM_PDF,
  TemplateKind.SECURITY_MAIL,
]);

/**
 * Whether the product's own template speaks instead: for a receipt, which nobody can renew, and a
 * security mail, when theirs fails; and for one that does not say what was changed.
 */
export function ownSpeaks(
  drawn: { kind: TemplateKind; source: string; data: Record<string, unknown> },
  answer: RenderAnswer,
): boolean {
  const { kind, source, data } = drawn;
  if (!SPOKEN_FOR.has(kind)) return false;
  if (source === BUILT_IN[kind].source) return false;
  const words = (text: unknown) => String(text ?? '').replace(/\s+/g, ' ');
  return !answer.ok || !words(answer.text).includes(words(data.change));
}
