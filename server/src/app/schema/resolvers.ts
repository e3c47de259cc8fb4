import type { NonEmptyArray } from 'type-graphql';
import { ChargeResolver } from '../../modules/runs/charge.resolver.ts';
import {
  EntriesResolver,
  InvoiceRunResolver,
  MissingResolver,
  PartnersDueResolver,
  PartnerTotalsResolver,
} from '../../modules/runs/entries.resolver.ts';
import { RunsResolver } from '../../modules/runs/runs.resolver.ts';
import { TariffsResolver, TaxRatesResolver } from '../../modules/tariffs/catalogue.resolver.ts';
import {
  GatewaysResolver,
  OnlinePaymentResolver,
} from '../../modules/checkout/accounts.resolver.ts';
import { CheckoutResolver, MyAccountResolver } from '../../modules/checkout/checkout.resolver.ts';
import {
  CustomerBillingOfCustomerResolver,
  CustomerBillingResolver,
} from '../../modules/customers/billing.resolver.ts';
import { CustomersResolver } from '../../modules/customers/customers.resolver.ts';
import { DocumentsResolver } from '../../modules/invoices/documents.resolver.ts';
import {
  CustomerInvoicesResolver,
  DocumentLineResolver,
  InvoiceAllocationResolver,
} from '../../modules/invoices/fields.resolver.ts';
import { CustomerLedgerResolver } from '../../modules/ledger/customerLedger.resolver.ts';
import { LedgerResolver } from '../../modules/ledger/ledger.resolver.ts';
import {
  AllocationResolver,
  CustomerPaymentsResolver,
  PaymentsResolver,
} from '../../modules/payments/payments.resolver.ts';
import { CustomFieldsResolver } from '../../modules/fields/customFields.resolver.ts';
import { CompanyResolver } from '../../modules/company/company.resolver.ts';
import { DocumentJobsResolver } from '../../modules/printing/bulk/jobs.resolver.ts';
import { TemplatesResolver } from '../../modules/printing/templates.resolver.ts';
import { DashboardsResolver } from '../../modules/dashboards/dashboards.resolver.ts';
import { DunningResolver } from '../../modules/dunning/dunning.resolver.ts';
import { PasswordResetResolver } from '../../modules/access/passwordReset.resolver.ts';
import {
  CustomerMessagesResolver,
  InvoiceMessagesResolver,
  MessagesResolver,
} from '../../modules/messages/messages.resolver.ts';
import { NotificationSettingsResolver } from '../../modules/messages/messageSettings.resolver.ts';
import { PartnerHostsResolver } from '../../modules/partners/hosts.resolver.ts';
import { PartnersResolver } from '../../modules/partners/partners.resolver.ts';
import { ServicesResolver } from '../../modules/services/services.resolver.ts';
import { SettingsResolver } from '../../modules/settings/settings.resolver.ts';
import { UsersResolver } from '../../modules/access/users.resolver.ts';
import {
  InvoiceWarningsResolver,
  MissingDetailsResolver,
  PaymentWarningsResolver,
  RunWarningsResolver,
} from '../../modules/warnings/warnings.resolver.ts';

/** Every module's resolvers: the table of contents of the API. */
export const RESOLVERS: NonEmptyArray<Function> | Function[] = [
  PartnersResolver,
  PartnerHostsResolver,
  SettingsResolver,
  UsersResolver,
  TaxRatesResolver,
  TariffsResolver,
  CustomersResolver,
  CustomerBillingOfCustomerResolver,
  CustomerBillingResolver,
  ServicesResolver,
  RunsResolver,
  EntriesResolver,
  PartnerTotalsResolver,
  MissingResolver,
  PartnersDueResolver,
  ChargeResolver,
  InvoiceRunResolver,
  DocumentsResolver,
  CustomerInvoicesResolver,
  DocumentLineResolver,
  InvoiceAllocationResolver,
  LedgerResolver,
  CustomerLedgerResolver,
  PaymentsResolver,
  AllocationResolver,
  CustomerPaymentsResolver,
  CheckoutResolver,
  MyAccountResolver,
  GatewaysResolver,
  OnlinePaymentResolver,
  DunningResolver,
  DashboardsResolver,
  MessagesResolver,
  CustomerMessagesResolver,
  InvoiceMessagesResolver,
  NotificationSettingsResolver,
  PasswordResetResolver,
  CustomFieldsResolver,
  CompanyResolver,
  TemplatesResolver,
  DocumentJobsResolver,
  RunWarningsResolver,
  InvoiceWarningsResolver,
  PaymentWarningsResolver,
  MissingDetailsResolver,
];
