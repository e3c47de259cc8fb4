import type { FirstDayStepKind } from '../generated/graphql.ts';
import type { Permission } from '../api/access.ts';

interface FirstStep {
  title: string;
  /** What it is for. */
  about: string;
  /** The one form. */
  to: string;
  /** Whoever may not do it is not offered it. */
  needs: Permission;
}

/** The steps to the first bill, in their order. */
export const firstSteps: Readonly<Record<FirstDayStepKind, FirstStep>> = {
  COMPANY: {
    title: 'Say who you are',
    about: 'Company name, address and tax number: they stand on all your invoices.',
    to: '/settings/company',
    needs: 'settings:write',
  },
  TAX_RATE: {
    title: 'Add a tax rate',
    about: 'What comes on top of your prices, or is part of them. Without one, no tax is charged.',
    to: '/settings/tax-rates',
    needs: 'tariffs:write',
  },
  TARIFF: {
    title: 'Make your first tariff',
    about: 'What you sell, at which price and with which tax.',
    to: '/tariffs/create',
    needs: 'tariffs:write',
  },
  CUSTOMER: {
    title: 'Add your first customer',
    about: 'Whom you bill: a name is enough to begin with.',
    to: '/customers/create',
    needs: 'customers:write',
  },
  SERVICE: {
    title: 'Give a customer a service',
    about: 'Of a tariff of yours, on the customer’s page: without one there is nothing to bill.',
    to: '/customers',
    needs: 'services:write',
  },
  PREVIEW: {
    title: 'Preview your first billing run',
    about: 'It works out what everybody owes. Nobody is charged until you confirm it.',
    to: '/billing-runs/create',
    needs: 'billing-runs:create',
  },
};
