import { AUTOMATION } from '@backhaul/domain/settings/automation';
import { COMPANY } from '@backhaul/domain/settings/company';
import { answeredFields, type Declared, type Family } from '@backhaul/domain/settings/family';
import { CUSTOMER_BILLING, FINANCE } from '@backhaul/domain/settings/finance';
import { MESSAGES } from '@backhaul/domain/settings/messages';
import { PAYMENTS } from '@backhaul/domain/settings/payments';

/** A setting of a family is asked for by being declared: the fragments that the operations spread. */
function fragment<D extends Declared>(name: string, type: string, family: Family<D>): string {
  return `fragment ${name} on ${type} { ${answeredFields(family).join(' ')} }`;
}

const provenance = (name: string, type: string): string => `fragment ${name} on ${type} {
  overridden
  provenance { key origin originName setBy setAt inheritedValue aboveValue }
}`;

export const settingFragments = [
  fragment('FinanceValues', 'FinanceSettings', FINANCE),
  provenance('FinanceOrigins', 'FinanceSettings'),
  fragment('AutomationValues', 'AutomationSettings', AUTOMATION),
  provenance('AutomationOrigins', 'AutomationSettings'),
  fragment('PaymentValues', 'PaymentSettings', PAYMENTS),
  provenance('PaymentOrigins', 'PaymentSettings'),
  fragment('MessageValues', 'NotificationSettings', MESSAGES),
  provenance('MessageOrigins', 'NotificationSettings'),
  fragment('CompanyValues', 'CompanyDetails', COMPANY),
  provenance('CompanyOrigins', 'CompanyDetails'),
  fragment('CustomerBillingValues', 'CustomerBilling', CUSTOMER_BILLING),
  fragment('InheritedBillingValues', 'FinanceSettings', CUSTOMER_BILLING),
];
