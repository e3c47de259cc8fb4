import type { Consequences } from '../tenancy/boundary.ts';
import { liftBlocks, restoreAfterMoney } from '../modules/dunning/restore.ts';
import { settleFromBalance } from '../modules/ledger/settle.ts';
import {
  announceBlocked,
  announceInvoices,
  announcePayments,
} from '../modules/messages/announce.ts';
import {
  cancelOfReversed,
  cancelOfVoid,
  cancelOutlived,
  cancelUnblocked,
} from '../modules/messages/outlived.ts';
import { tellOldAddress } from '../modules/messages/oldAddress.ts';
import { sendLinks } from '../modules/messages/resetMail.ts';
import { chargeWhoCameBack } from '../modules/runs/charge.service.ts';
import { reschedule, rescheduleMoved, reschedulePlaces } from '../modules/runs/schedule.service.ts';
import { pauseOrResumeServices } from '../modules/services/pauses.ts';

/**
 * What follows what: in the same transaction, in this order, once per kind for all records at once.
 * What a consequence causes follows in the next wave. Kinds and what is said of them:
 * tenancy/happened.ts.
 */
export const CONSEQUENCES: Consequences = {
  statusMoved: [pauseOrResumeServices, rescheduleMoved, cancelUnblocked, announceBlocked],
  cameBack: [chargeWhoCameBack],
  termsChanged: [reschedule],
  partnerTermsChanged: [reschedulePlaces],
  invoiceIssued: [settleFromBalance, announceInvoices],
  invoiceVoided: [settleFromBalance, liftBlocks, cancelOfVoid],
  chargeUndone: [reschedule, settleFromBalance, liftBlocks],
  moneyCame: [settleFromBalance, restoreAfterMoney],
  paymentRecorded: [announcePayments],
  paymentReversed: [settleFromBalance, cancelOfReversed],
  accountChanged: [cancelOutlived],
  emailReplaced: [tellOldAddress],
  passwordForgotten: [sendLinks],
};
