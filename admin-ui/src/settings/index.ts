import type { Module } from '../kit/office/module.ts';
import { page } from '../kit/office/page.ts';
import { fill } from '../kit/office/slots.ts';
import { settingsAreas } from './slots.ts';

export { TaxRateDialog } from './TaxRateDialog.tsx';
export { sayTax } from './taxRateDraft.ts';
export { useSendsByItself } from './useSendsByItself.ts';
export { useTaxRates } from './useTaxRates.ts';
export { useUsualTaxRate } from './useUsualTaxRate.ts';

export { PartnerSettings, useSettingsPartner } from './PartnerSettings.tsx';
export { settingsAreas } from './slots.ts';

/** What partners set and those below them inherit: finance, taxes, messages, gateways. */
export const settings: Module = {
  routes: [
    { path: '/settings', page: page('SettingsPage', () => import('./SettingsPage.tsx')) },
    {
      path: '/settings/finance',
      page: page('FinanceSettingsPage', () => import('./FinanceSettingsPage.tsx')),
    },
    {
      path: '/settings/notifications',
      page: page(
        'NotificationSettingsPage',
        () => import('./notifications/NotificationSettingsPage.tsx'),
      ),
    },
    {
      path: '/settings/gateways',
      page: page('GatewaysPage', () => import('./gateways/GatewaysPage.tsx')),
    },
    { path: '/settings/tax-rates', page: page('TaxRatesPage', () => import('./TaxRatesPage.tsx')) },
  ],
  entries: [
    {
      label: 'Settings',
      to: '/settings',
      icon: 'settings',
      alias: 'finance tax numbers',
      menu: 'office',
      place: 110,
    },
    {
      label: 'Finance settings',
      to: '/settings/finance',
      icon: 'settings',
      needs: 'settings:read',
      alias: 'billing day due blocking numbers',
      place: 200,
    },
    {
      label: 'Notification settings',
      to: '/settings/notifications',
      icon: 'settings',
      needs: 'settings:read',
      alias: 'messages mail server smtp dkim sms sending hours',
      place: 210,
    },
    {
      label: 'Tax rates',
      to: '/settings/tax-rates',
      icon: 'settings',
      needs: 'tariffs:read',
      alias: 'vat',
      place: 260,
    },
  ],
  fills: [
    fill(settingsAreas, {
      to: '/settings/finance',
      title: 'Finance',
      about:
        'Billing day, due date, blocking, tax rounding and document numbers: for a partner and all that inherit from it.',
      needs: 'settings:read',
      place: 10,
    }),
    fill(settingsAreas, {
      to: '/settings/notifications',
      title: 'Notifications',
      about:
        'What customers are sent by itself, when, and through which mail server and SMS gateway.',
      needs: 'settings:read',
      place: 20,
    }),
    fill(settingsAreas, {
      to: '/settings/gateways',
      title: 'Payment gateways',
      about: 'Where customers of a partner pay online, and where that money lands.',
      needs: 'settings:read',
      place: 30,
    }),
    fill(settingsAreas, {
      to: '/settings/tax-rates',
      title: 'Tax rates',
      about: 'The rates tariffs and invoice lines can carry.',
      needs: 'tariffs:read',
      place: 70,
    }),
  ],
};
