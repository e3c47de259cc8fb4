import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentFileName } from '@backhaul/domain/text/fileName';

describe('the name of a document as a file', () => {
  it.each([
    ['202604000007', 'invoice-202604000007.pdf'],
    ['R-ÄÖ_7', 'invoice-R-ÄÖ_7.pdf'],
    ['2026/04/01', 'invoice-2026-04-01.pdf'],
    ['/../../../tmp/evil1', 'invoice-tmp-evil1.pdf'],
    ['..\\..\\evil', 'invoice-evil.pdf'],
    ['a\u202Efdp.exe', 'invoice-a-fdp-exe.pdf'],
    ['...', 'invoice.pdf'],
    ['', 'invoice.pdf'],
  ])('of %j is %s', (number, name) => {
    expect(documentFileName('invoice', number)).toBe(name);
  });

  it('is one name in one folder, whatever the number', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 150 }), (number) =>
        /^invoice(-[\p{L}\p{N}_-]{1,120})?\.pdf$/u.test(documentFileName('invoice', number)),
      ),
      { numRuns: 40 },
    );
  });
});
