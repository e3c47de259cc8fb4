import type { StatusIcon, Tone } from '@backhaul/design';
import type { UsageState } from '../generated/graphql.ts';

const LOOKS: Readonly<Record<UsageState, { label: string; tone: Tone; icon: StatusIcon }>> = {
  UNRATED: { label: 'Without a price', tone: 'due', icon: 'alert' },
  OPEN: { label: 'Not billed yet', tone: 'waiting', icon: 'clock' },
  BILLED: { label: 'Billed', tone: 'paid', icon: 'check' },
  WITHDRAWN: { label: 'Withdrawn', tone: 'neutral', icon: 'stop' },
};

/** How the state of a record is shown. */
export const stateLook = (state: UsageState) => LOOKS[state];

/** What the list is filtered by. */
export const states = (Object.keys(LOOKS) as UsageState[]).map((id) => ({
  id,
  name: LOOKS[id].label,
}));
