import { deliverWebhook } from '../../modules/checkout/sandbox-provider/provider.ts';
import { dunPartner, scheduleDunning } from '../../modules/dunning/dunning.tasks.ts';
import { purgeSignIns } from '../../modules/access/attempts.ts';
import { requestedReset } from '../../modules/access/passwordReset.service.ts';
import { queueOldAddressMail } from '../../modules/messages/oldAddress.ts';
import { sendForPartner } from '../../modules/messages/send.tasks.ts';
import { wakeDue } from '../../modules/messages/wake.ts';
import { recoverRuns } from '../../modules/runs/runs.service.ts';
import { previewTurn, workOnConfirm } from '../../modules/runs/runs.tasks.ts';
import { schedulePartner, scheduleRest } from '../../modules/runs/schedule.service.ts';
import { runDocumentJob, sweepDocumentJobs } from '../../modules/printing/bulk/jobs.service.ts';
import type { App } from '../../kit/app.ts';
import type { TaskName, TaskPayload } from '../../platform/queue.ts';

type Handlers = {
  [T in TaskName]: (app: App, payload: TaskPayload<T>, stop: AbortSignal) => Promise<void>;
};

/** Every task's handler, each one call into its module. */
export const HANDLERS: Handlers = {
  'billing-run:previews': (app, payload, stop) => previewTurn(app, payload, stop),
  'billing-run:confirm': (app, payload, stop) => workOnConfirm(app, payload, stop),
  'billing-run:recover': (app, { everything }) => recoverRuns(app, everything === true),
  'billing-date:rest': (app) => scheduleRest(app),
  'billing-date:partner': (app, { partnerId }, stop) => schedulePartner(app, partnerId, stop),
  'dunning:schedule': (app) => scheduleDunning(app),
  'dunning:partner': (app, { partnerId }, stop) => dunPartner(app, partnerId, stop),
  'messages:due': (app) => wakeDue(app),
  'messages:partner': (app, { partnerId }, stop) =>
    sendForPartner(app, partnerId, 'ordinary', stop),
  'messages:urgent': (app, { partnerId }, stop) => sendForPartner(app, partnerId, 'urgent', stop),
  'password-reset:request': (app, { app: door, ...request }) =>
    requestedReset(app, { door, ...request }),
  'old-address:tell': (app, payload) => queueOldAddressMail(app, payload),
  'sign-ins:purge': (app, _payload, stop) => purgeSignIns(app, stop),
  'documents:bulk': (app, payload, stop) => runDocumentJob(app, payload, stop),
  'documents:sweep': (app) => sweepDocumentJobs(app),
  'sandbox:webhook': (app, event) => deliverWebhook(app, event),
};
