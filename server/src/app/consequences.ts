import type { Consequences } from '../tenancy/boundary.ts';
import { reschedule, reschedulePlaces } from '../modules/runs/schedule.service.ts';

/**
 * What follows what: in the same transaction, in this order, once per kind for all records at once.
 * What a consequence causes follows in the next wave. Kinds and what is said of them:
 * tenancy/happened.ts.
 */
export const CONSEQUENCES: Consequences = {
  termsChanged: [reschedule],
  partnerTermsChanged: [reschedulePlaces],
};
