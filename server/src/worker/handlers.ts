import type { Handlers } from './worker.ts';

/** Every task's handler, each one call into its module. */
export const HANDLERS: Handlers = {
  'billing-run.preview': async () => {},
  'billing-run.confirm': async () => {},
  'billing-run.recover': async () => {},
  'dunning.schedule': async () => {},
  'dunning.partner': async () => {},
  'sandbox.webhook': async () => {},
};
