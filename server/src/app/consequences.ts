import type { Consequences } from '../tenancy/boundary.ts';
import { automationMoved, followRuns } from '../modules/automation/index.ts';
import { stopRemoved } from '../modules/autopay/index.ts';
import { pairAgain, reopenEntries } from '../modules/bank/index.ts';
import { giveBackRefunded, giveBackReversed } from '../modules/cashDesk/index.ts';
import { sendRefunds, tellMovedGateways } from '../modules/checkout/index.ts';
import { keepAccents, tellMovedAccounts } from '../modules/company/index.ts';
import { liftBlocks, restoreAfterMoney } from '../modules/dunning/index.ts';
import { labelsMoved } from '../modules/labels/index.ts';
import { settleFromBalance } from '../modules/ledger/index.ts';
import { locationsMoved } from '../modules/locations/index.ts';
import {
  announceBlocked,
  announceCreditNotes,
  announceEndingCards,
  announceFailedCharges,
  announceInvoices,
  announcePayments,
  announceProformas,
  announceReminders,
  cancelOfReversed,
  cancelOfVoid,
  cancelOfVoidProformas,
  cancelOutlived,
  cancelPromised,
  cancelUnblocked,
  sendLinks,
  tellAdministrators,
  tellMentioned,
  tellOfRuns,
  tellOldAddress,
} from '../modules/messages/index.ts';
import { invoicePrepayments, renewAfterMoney, voidPrepayments } from '../modules/prepaid/index.ts';
import { keepCards, settleCharges } from '../modules/savedCards/index.ts';
import { settleEarlyEnds } from '../modules/planChanges/index.ts';
import { closeTasksOfReversed } from '../modules/payments/index.ts';
import {
  issuePaidProformas,
  proformasMoved,
  proformasSwitched,
  voidOvertaken,
} from '../modules/proformas/index.ts';
import {
  chargeWhoCameBack,
  reschedule,
  rescheduleMoved,
  reschedulePlaces,
} from '../modules/runs/index.ts';
import { pauseOrResumeServices } from '../modules/services/index.ts';
import { releaseOfVoid } from '../modules/usage/index.ts';

/**
 * What follows what: in the same transaction, in this order, once per kind for all records at once.
 * What a consequence causes follows in the next wave. Kinds and what is said of them:
 * tenancy/happened.ts.
 */
export const CONSEQUENCES: Consequences = {
  statusMoved: [pauseOrResumeServices, rescheduleMoved, cancelUnblocked, announceBlocked],
  cameBack: [chargeWhoCameBack],
  promiseMade: [cancelPromised],
  reminderDue: [announceReminders],
  runRested: [followRuns],
  automatedRun: [tellOfRuns],
  serviceEndMoved: [settleEarlyEnds],
  termsChanged: [reschedule, voidOvertaken],
  // in the order in which whoever asks customers to pay ahead locks, too
  partnerTermsChanged: [proformasSwitched, reschedulePlaces],
  // before the balance pays what the charge issues: what waited to pay it is free
  daysCharged: [voidOvertaken],
  // before other money settles what is open: it was meant for this
  proformaCovered: [issuePaidProformas],
  proformaIssued: [announceProformas],
  proformaVoided: [settleFromBalance, cancelOfVoidProformas],
  invoiceIssued: [settleFromBalance, announceInvoices, pairAgain],
  invoiceVoided: [releaseOfVoid, settleFromBalance, liftBlocks, cancelOfVoid],
  chargeUndone: [reschedule, voidOvertaken, settleFromBalance, liftBlocks],
  debtTakenBack: [liftBlocks, renewAfterMoney],
  debtOwedAgain: [settleFromBalance],
  creditNoteIssued: [settleFromBalance, liftBlocks, renewAfterMoney, announceCreditNotes],
  moneyReturned: [settleFromBalance],
  moneyCame: [settleFromBalance, restoreAfterMoney, renewAfterMoney, pairAgain],
  ibanLearned: [pairAgain],
  paymentRecorded: [invoicePrepayments, announcePayments],
  paymentReversed: [
    giveBackReversed,
    reopenEntries,
    settleFromBalance,
    voidPrepayments,
    cancelOfReversed,
    closeTasksOfReversed,
    pairAgain,
  ],
  paymentRefunded: [giveBackRefunded],
  refundAsked: [sendRefunds],
  checkoutEnded: [settleCharges],
  cardSaved: [keepCards],
  cardRemoved: [stopRemoved],
  chargeFailed: [announceFailedCharges],
  cardEnding: [announceEndingCards],
  accountChanged: [cancelOutlived],
  emailReplaced: [tellOldAddress],
  passwordForgotten: [sendLinks],
  partnerMoved: [
    tellMovedAccounts,
    tellMovedGateways,
    automationMoved,
    proformasMoved,
    labelsMoved,
    locationsMoved,
  ],
  accentChosen: [keepAccents],
  moneyPathChanged: [tellAdministrators],
  noteMentions: [tellMentioned],
};
