import type { Module } from '../../kit/module.ts';
import { RUNS_FILE } from './listFile.ts';
import { handled } from '../../kit/task.ts';
import { BillingChangeResolver } from './billingChange.resolver.ts';
import { ChargeResolver, FirstChargeResolver, UpcomingChangesResolver } from './charge.resolver.ts';
import {
  EntriesResolver,
  PartnerTotalsResolver,
  MissingResolver,
  PartnersDueResolver,
  InvoiceRunResolver,
  LineChangeResolver,
} from './entries.resolver.ts';
import { RunsResolver } from './runs.resolver.ts';
import { StaleResolver } from './stale.resolver.ts';
import { KINDS, PARTS, PERMISSIONS } from './rights.ts';
import { recoverRuns } from './runs.service.ts';
import { previewTurn, workOnConfirm } from './runs.tasks.ts';
import { schedulePartner, scheduleRest } from './schedule.service.ts';
import { billingRunDownloads } from './downloads.ts';
import { TASKS } from './queue.ts';

export const runs: Module = {
  name: 'runs',
  listFiles: [RUNS_FILE],
  permissions: PERMISSIONS,
  kinds: KINDS,
  parts: PARTS,
  resolvers: [
    BillingChangeResolver,
    ChargeResolver,
    FirstChargeResolver,
    UpcomingChangesResolver,
    EntriesResolver,
    PartnerTotalsResolver,
    MissingResolver,
    PartnersDueResolver,
    InvoiceRunResolver,
    LineChangeResolver,
    RunsResolver,
    StaleResolver,
  ],
  tasks: handled(TASKS, {
    'billing-run:previews': (app, payload, stop) => previewTurn(app, payload, stop),
    'billing-run:confirm': (app, payload, stop) => workOnConfirm(app, payload, stop),
    'billing-run:recover': (app, { everything }) => recoverRuns(app, everything === true),
    'billing-date:rest': (app) => scheduleRest(app),
    'billing-date:partner': (app, { partnerId }, stop) => schedulePartner(app, partnerId, stop),
  }),
  routes: [billingRunDownloads],
};

export {
  chargeAccount,
  chargeKept,
  chargePlanned,
  chargeWhoCameBack,
  planCustomers,
} from './charge.service.ts';
export type { PlanJson } from './charges.store.ts';
export { countDue } from './due.store.ts';
export { type Billable, billableCustomers, dueCustomers } from './facts.store.ts';
export { plansFor } from './plansFor.ts';
export { writeCharges } from './write.ts';
export { planJson, planOne, planServiceDays, type Planned } from './planning.ts';
export { confirmRun } from './confirm.ts';
export { nextBillOf } from './billingChange.ts';
export { runRecords } from './runs.records.ts';
export { lookAtRun } from './runs.store.ts';
export { previewTurn, workOnConfirm } from './runs.tasks.ts';
export { previewStep } from './preview.ts';
export { createRuns, repreviewRun, startConfirm } from './runs.service.ts';
export { BillingRunType } from './runs.types.ts';
export { reschedule, rescheduleMoved, reschedulePlaces } from './schedule.service.ts';
