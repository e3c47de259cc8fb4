import { ToneChip } from '../kit/index.ts';
import { flagLook } from './flags.ts';

/** What is special about a customer in a run. */
export function FlagChip({ flag }: { flag: string }) {
  const look = flagLook(flag);
  return <ToneChip tone={look.tone} label={look.label} title={look.meaning} />;
}
