import type { Language } from '@backhaul/domain/text/languages';

const WORDS: Readonly<Record<Language, string>> = {
  EN: 'TEST: this is no real document, and nothing is to be paid.',
  DE: 'TEST: kein echtes Dokument, es ist nichts zu zahlen.',
  FR: 'TEST : ce document n’est pas réel, il n’y a rien à payer.',
  ES: 'TEST: este documento no es real y no hay nada que pagar.',
  PT: 'TEST: este documento não é real e não há nada a pagar.',
};

/**
 * What stands above whatever a test partner prints, and behind it: no template of its own can leave
 * it out, since it is not the template's.
 */
export function testMark(language: Language | null, isVoid: boolean): string {
  return `<watermark>${isVoid ? 'TEST VOID' : 'TEST'}</watermark>
<p style="color: #b42318; border: 1px solid #b42318; padding: 4pt; text-align: center; font-weight: bold">${WORDS[language ?? 'EN']}</p>
`;
}
