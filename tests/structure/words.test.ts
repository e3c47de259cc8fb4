import { describe, expect, it } from 'vitest';
import { DEEDS } from '@backhaul/domain/audit/deeds';
import { sourceFiles } from './source.ts';

const files = ['admin-ui/src', 'server/src', 'server/domain'].flatMap(sourceFiles);

/** What the product counts, as it is called with a number before it. */
const COUNTED =
  'accounts|addresses|attempts|changes|characters|customers|days|decimals|documents|entries|fields|files|hours|invoices|items|lines|messages|minutes|months|notices|partners|payments|previews|receipts|records|reminders|runs|services|tariffs|users|weeks';
/** A bound, which is more than one, and the days of a month; what is no number but a name. */
const SURELY_MANY =
  /MAX|MOST|LONGEST|LENGTH|AT_ONCE|daysInPeriod|periodDays|\bmost\b|\bmeant\b|\brecords\b|\bhours\b|^partner$|,/;
/** A number as text or in a page, then the word of many. */
const NUMBER_OF_MANY = new RegExp(
  `\\{(\\S[^{}]*)\\}(?:\\{' '\\}|\\s)+(?:(?!and|of)[a-z]+ )?(?:${COUNTED})\\b(?![=(]| \\{)`,
  'g',
);
/** "=== 1 ? 'invoice' : 'invoices'": a form of a word chosen on the spot. */
const CHOSEN = /=== 1 \? '([a-z]+)[a-z ]*' : '(?:\1s|are|were|have|need|go)\b/g;

describe('what is said of a number', () => {
  it('has the form of the word that goes with it, by plural() or countOf()', () => {
    expect(files.length).toBeGreaterThan(500);
    const wrong = files.flatMap(({ name, text }) => [
      ...[...text.matchAll(NUMBER_OF_MANY)]
        .filter(([whole, number]) => !SURELY_MANY.test(number) && !/=>|[;=<]/.test(whole))
        .map(([whole]) => `${name}: ${whole.replaceAll(/\s+/g, ' ')}`),
      ...[...text.matchAll(CHOSEN)].map(([whole]) => `${name}: ${whole}`),
    ]);
    expect(wrong).toEqual([]);
  });
});

/** A deed as it is handed to the audit, chosen on the spot or not. */
const DEED = /^ +action: .*$/gm;

describe('what is recorded of a deed', () => {
  it('has words of its own', () => {
    const recorded = files
      .filter(({ name, text }) => name.startsWith('server/src/modules') && text.includes('audit('))
      .flatMap(({ text }) => [...text.matchAll(DEED)])
      .flatMap(([line]) => [...line.matchAll(/'([a-z]+(?:-[a-z]+)*)'/g)].map(([, deed]) => deed));
    expect(new Set(recorded).size).toBeGreaterThan(40);
    expect([...new Set(recorded)].filter((deed) => !DEEDS.includes(deed))).toEqual([]);
  });
});
