import type { SettingSection } from './words.ts';

const ON = { enabled: true };
const BY_ITSELF = { enabled: true, approval: false };

/** What decides when billing runs come by themselves, in the order in which a run meets it. */
export const AUTOMATION_WORDS: readonly SettingSection[] = [
  {
    id: 'automation',
    title: 'Billing runs by themselves',
    settings: {
      enabled: {
        label: 'Automation',
        help: 'Switching it on makes up for no billing date that lies before that day.',
        options: { true: 'On', false: 'Off' },
      },
      daysBefore: {
        label: 'Preview before the billing date',
        unit: 'days',
        help: 'Made at midnight: 5 days before 1 May is 26 April.',
        count: ['one day before', '# days before'],
        zero: 'on the billing date',
        onlyIf: ON,
      },
      approval: {
        label: 'Confirmation',
        help: 'Where it waits, nothing is invoiced or owed until somebody confirms the preview; who is left out of it is billed by a later one.',
        options: { true: 'Waits until somebody confirms it', false: 'By itself, after a time' },
        onlyIf: ON,
      },
      confirmationDays: {
        label: 'Time to look at a preview',
        unit: 'days',
        help: 'It confirms by itself so many days after it was made; 0 confirms it as soon as it is ready.',
        count: ['one day', '# days'],
        zero: 'none: confirmed when ready',
        onlyIf: BY_ITSELF,
      },
      confirmationTime: {
        label: 'Hour of the confirmation',
        help: 'In the partner’s time zone. An hour that clocks leave out that night is the next that exists.',
        onlyIf: BY_ITSELF,
      },
      separatePerPartner: {
        label: 'A preview for each partner',
        help: 'Otherwise one preview covers the partner and those below it that take their automation from it.',
        onlyIf: ON,
      },
      pausedUntil: {
        label: 'Paused until',
        help: 'Nothing is made or confirmed by itself before that day; what was due meanwhile is made then. Empty: not paused.',
        onlyIf: ON,
      },
    },
  },
];
