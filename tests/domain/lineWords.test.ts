import { describe, expect, it } from 'vitest';
import { lineWords, whyGivenBack } from '@backhaul/domain/charging/lineWords';
import { chargeService } from '@backhaul/domain/charging/pricing';
import { LANGUAGES } from '@backhaul/domain/text/languages';
import { toDayNumber } from '@backhaul/domain/time/dayNumber';
import { aService } from './build.ts';

describe('what the product writes on lines', () => {
  it('is in the language of the customer, in every one that documents speak', () => {
    const service = aService({
      description: 'Air 50',
      setupFee: '20',
      activationFee: '10',
      setupCharged: false,
      discounts: [{ kind: 'PERCENT', value: '10', from: null, until: null, message: null }],
    });
    const frame = { coverageEnd: toDayNumber('2026-05-01'), billingDay: 1, digits: 2 };
    for (const language of LANGUAGES) {
      const { activationFee, setupFee, discount } = lineWords(language);
      expect(
        chargeService(service, { ...frame, language })!.lines.map((line) => line.description),
      ).toEqual([
        'Air 50',
        `${discount} 10 %: Air 50`,
        `${activationFee}: Air 50`,
        `${setupFee}: Air 50`,
      ]);
    }
    expect(new Set(LANGUAGES.map((language) => lineWords(language).setupFee)).size).toBe(5);
    expect(new Set(LANGUAGES.map((language) => lineWords(language).lateFee('7'))).size).toBe(5);
  });

  it('says why days are given back, with the day as people write it there', () => {
    const plan = 'Air 50';
    expect(whyGivenBack('EN', { plan, endedOn: '2026-06-10' })).toBe('Air 50 ended on 10 Jun 2026');
    expect(whyGivenBack('DE', { plan, changedOn: '2026-06-10', lessFee: true })).toBe(
      'Tarifwechsel am 10.06.2026: nicht genutzte Tage von Air 50, abzüglich der Gebühr für den Wechsel',
    );
  });
});
