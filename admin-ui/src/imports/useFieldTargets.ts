import type { Target } from '@backhaul/domain/imports/targets';
import { useCustomFields } from '../fields/index.ts';
import type { ImportJob } from './api.ts';

/** The custom fields of the records that an import makes, as places that columns can go to. */
export function useFieldTargets(job: ImportJob): readonly Target[] {
  const { kind } = job;
  const entity =
    kind === 'CUSTOMER' || kind === 'SERVICE' || kind === 'TARIFF' || kind === 'PARTNER'
      ? kind
      : null;
  const { fields } = useCustomFields(entity, job.partner.id);
  return (fields ?? []).map(({ key, label }) => ({ name: `cf:${key}`, label, type: 'TEXT' }));
}
