import type { Module } from '../../kit/module.ts';
import { handled } from '../../kit/task.ts';
import { GatewaysResolver, OnlinePaymentResolver } from './accounts.resolver.ts';
import { CheckoutResolver, MyAccountResolver } from './checkout.resolver.ts';
import { DisputesResolver } from './disputes.resolver.ts';
import { KINDS, PARTS, PERMISSIONS } from './rights.ts';
import { deliverWebhook } from './sandbox-provider/report.ts';
import { askAfter } from './ask.task.ts';
import { sendRefund } from './refund.task.ts';
import { checkoutRoutes } from './checkout.routes.ts';
import { TASKS } from './queue.ts';

export const checkout: Module = {
  name: 'checkout',
  permissions: PERMISSIONS,
  kinds: KINDS,
  parts: PARTS,
  resolvers: [
    GatewaysResolver,
    OnlinePaymentResolver,
    CheckoutResolver,
    MyAccountResolver,
    DisputesResolver,
  ],
  tasks: handled(TASKS, {
    'checkout:ask': (app, asking) => askAfter(app, asking),
    'checkout:refund': (app, refund) => sendRefund(app, refund),
    'sandbox:webhook': (app, event) => deliverWebhook(app, event),
  }),
  routes: [checkoutRoutes],
};

export { saveGatewayAccount } from './accounts.service.ts';
export { sendRefunds } from './refund.task.ts';
export { onlineMoved, tellMovedGateways } from './moneyPath.ts';
export { GatewayKind, GatewayMode } from './accounts.types.ts';
export { OnlinePaymentType } from './accounts.types.ts';
export { gatewaysOf, loadGateways } from './accounts.store.ts';
export { CheckoutType, PaymentRefusal, toCheckout } from './checkout.types.ts';
export { findPayer } from './checkouts.store.ts';
export { issuerCountries } from './issuerCountry.ts';
export { offered, transferTo, usable } from './offered.ts';
export { startCheckout } from './start.service.ts';
export { accountById } from './accounts.resolver.ts';
export { GatewayAccountType } from './accounts.types.ts';
export {
  ACCOUNT_NOT_OFFERED,
  beginCharge,
  endCharge,
  feeOfCharge,
  offeredAt,
  sendCharge,
} from './charge.service.ts';
export { startSetup } from './setup.service.ts';
export { forgetMethod } from './forget.ts';
