import { expect, it } from 'vitest';
import { settingsOf } from '../../admin-ui/src/customers/tabs/settings.ts';

it('who pays ahead is offered nothing of a billing day, a cycle or time to pay', () => {
  const keys = (billingType: Parameters<typeof settingsOf>[0]['billingType']): string[] =>
    settingsOf({ billingType }).map(({ key }) => key);
  const ofRuns = ['paymentPeriod', 'cycleWeeks', 'prepaidMonths', 'billingDay', 'paymentDueDays'];
  expect(keys('RECURRING')).toEqual(expect.arrayContaining([...ofRuns, 'minimumBalance']));
  for (const ahead of ['PREPAID_DAILY', 'PREPAID_CUSTOM'] as const) {
    expect(keys(ahead).filter((key) => ofRuns.includes(key))).toEqual([]);
    expect(keys(ahead)).toContain('minimumBalance');
  }
});
