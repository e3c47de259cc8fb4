/** Who needs which permission for what: every operation of the schema stands here, so that a new one cannot be forgotten. */
export const QUERIES: Record<string, string[] | 'anybody' | 'signed in'> = {
  viewer: 'anybody', branding: 'anybody', sessions: 'signed in',
  billingRuns: ['billing-runs:read'], billingRun: ['billing-runs:read'], suggestedBillingDate: ['billing-runs:read'], partnersDue: ['billing-runs:read'], billingRunWarnings: ['billing-runs:read'], documentWarnings: ['customers:read'],
  taxRates: ['tariffs:read'], tariffs: ['tariffs:read'], tariff: ['tariffs:read'], checkout: ['payments:read', 'checkout:create'],
  customers: ['customers:read', 'cash-desk:use'], customer: ['customers:read', 'cash-desk:use'], invoices: ['invoices:read', 'cash-desk:use'], invoice: ['invoices:read', 'cash-desk:use'], transactions: ['transactions:read'], transaction: ['transactions:read'],
  payments: ['payments:read', 'cash-desk:use'], payment: ['payments:read', 'cash-desk:use'], financeMetrics: ['metrics:read'], financeHistory: ['metrics:read'], partners: ['partners:read'], partner: ['partners:read'],
  services: ['services:read'], service: ['services:read'], financeSettings: ['settings:read'], users: ['users:read'], user: ['users:read'], roles: ['users:read'],
  customFields: 'signed in', customFieldImpact: ['custom-fields:write'], companyDetails: ['settings:read'], documentTemplate: ['settings:read'], templateVariables: ['settings:read'], documentJob: ['invoices:read'], documentJobs: ['invoices:read'],
  messages: ['messages:read'], message: ['messages:read'], messagePreview: ['messages:read'], notificationSettings: ['settings:read'], gatewayAccounts: ['settings:read'],
};
export const MUTATIONS: Record<string, string[] | 'anybody' | 'signed in'> = {
  signIn: 'anybody', signOut: 'signed in', revokeSession: 'signed in', changePassword: 'signed in',
  chargeCustomer: ['invoices:write'], undoLastCharge: ['invoices:void'], createBillingRun: ['billing-runs:create'], confirmBillingRun: ['billing-runs:confirm'], deleteBillingRun: ['billing-runs:create'],
  retryBillingRun: ['billing-runs:create'], repreviewBillingRun: ['billing-runs:create'], excludeFromBillingRun: ['billing-runs:create'], includeInBillingRun: ['billing-runs:create'],
  createTaxRate: ['tariffs:write'], createTariff: ['tariffs:write'], updateTariff: ['tariffs:write'], archiveTariff: ['tariffs:write'], startCheckout: ['checkout:create'],
  createCustomer: ['customers:write'], updateCustomer: ['customers:write', 'profile:write'], updateCustomerBilling: ['customers:write'], updateProfile: ['profile:write'],
  createInvoice: ['invoices:write'], approveInvoice: ['invoices:write'], voidInvoice: ['invoices:void'], addFutureItem: ['transactions:write'], removeFutureItem: ['transactions:write'], createTransaction: ['transactions:write'],
  recordPayment: ['payments:write'], reversePayment: ['payments:delete'], runDunning: ['dunning:run'], createPartner: ['partners:write'], updatePartner: ['partners:write'], movePartner: ['partners:write'], addPartnerHost: ['partners:write'], verifyPartnerHost: ['partners:write'], removePartnerHost: ['partners:write'],
  createService: ['services:write'], updateService: ['services:write'], endService: ['services:write'], updateFinanceSettings: ['settings:write'], createUser: ['users:write'], updateUser: ['users:write'],
  requestPasswordReset: 'anybody', resetPassword: 'anybody', createCustomField: ['custom-fields:write'], updateCustomField: ['custom-fields:write'], archiveCustomField: ['custom-fields:write'],
  updateCompanyDetails: ['settings:write'], setDocumentTemplate: ['settings:write'], previewDocumentTemplate: ['settings:read'], createDocumentJob: ['invoices:read'], updateInvoiceDetails: ['invoices:write'], renewInvoiceDocument: ['invoices:write'],
  saveGatewayAccount: ['gateways:write'], updateNotificationSettings: ['settings:write'], sendTestMail: ['settings:write'], sendInvoice: ['messages:write'], sendMessageNow: ['messages:write'], cancelMessage: ['messages:write'], resendMessage: ['messages:write'], sendWelcome: ['customers:credentials'], remindCustomers: ['messages:write'],
};
export const SUBSCRIPTIONS: Record<string, string[]> = {
  billingRunProgress: ['billing-runs:read'], billingRuns: ['billing-runs:read'], checkout: ['payments:read', 'checkout:create'], myAccount: ['profile:write'], financeMetrics: ['metrics:read'], outboxChanged: ['messages:read'],
};
/** Work in bulk: not for a customer, whatever it may read. */
export const STAFF_ONLY = new Set(['createDocumentJob']);
/** What a customer may do, on its own rows. */
export const CUSTOMER = ['customers:read', 'services:read', 'invoices:read', 'transactions:read', 'payments:read', 'profile:write', 'checkout:create'];
