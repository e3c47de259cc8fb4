import { Suspense, type ComponentType } from 'react';
import { slot } from '../office/slots.ts';
import { useSlot } from '../office/useSlot.ts';

interface Footed {
  /** As it is called: "tariff", "Finance settings". */
  kind: string;
  id: string;
}

/** What stands below whatever record is shown, or settings of whatever kind. */
export const recordFeet = slot<ComponentType<Footed>>('below any record');

export function RecordFeet(record: Footed) {
  const feet = useSlot(recordFeet);
  return (
    <Suspense fallback={null}>
      {feet.map((Foot, i) => (
        <Foot key={i} {...record} />
      ))}
    </Suspense>
  );
}
