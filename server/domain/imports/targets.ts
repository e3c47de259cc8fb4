/** What an import brings. */
export const IMPORT_KINDS = [
  'PARTNER',
  'TARIFF',
  'CUSTOMER',
  'CONTACT',
  'SERVICE',
  'OPENING_BALANCE',
  'OPEN_INVOICE',
  'LOCATION',
  'LABEL',
  'NOTE',
] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** How the text of a column is read. */
export type TargetType = 'TEXT' | 'DECIMAL' | 'DATE' | 'YES' | 'CHOICE' | 'WHOLE' | 'JSON';

/** A place that a column of a file can go to. */
export interface Target {
  name: string;
  label: string;
  type: TargetType;
  choices?: readonly string[];
  /** A row without it is wrong. */
  required?: boolean;
}

const text = (name: string, label: string): Target => ({ name, label, type: 'TEXT' });
const amount = (name: string, label: string): Target => ({ name, label, type: 'DECIMAL' });
const day = (name: string, label: string): Target => ({ name, label, type: 'DATE' });
const yes = (name: string, label: string): Target => ({ name, label, type: 'YES' });
const whole = (name: string, label: string): Target => ({ name, label, type: 'WHOLE' });
const json = (name: string, label: string): Target => ({ name, label, type: 'JSON' });
const choice = (name: string, label: string, ...choices: string[]): Target => ({
  name,
  label,
  type: 'CHOICE',
  choices,
});
const needed = (target: Target): Target => ({ ...target, required: true });

const WHOSE = [
  text('customer', "Customer's number in the old system"),
  whole('customer_number', "Customer's own number"),
  whole('partner', 'Partner number'),
];

/** Where the columns of a file can go, by what it brings; the names are those of the import's files. */
export const TARGETS: Readonly<Partial<Record<ImportKind, readonly Target[]>>> = {
  PARTNER: [
    needed(whole('number', 'Number')),
    whole('parent', 'Number of the partner above'),
    needed(text('name', 'Name')),
    text('currency', 'Currency'),
    text('time_zone', 'Time zone'),
    json('settings', 'Settings, as JSON'),
  ],
  TARIFF: [
    needed(text('code', 'Code')),
    needed(text('name', 'Name')),
    choice('kind', 'Kind', 'INTERNET', 'VOICE', 'RECURRING', 'ONE_TIME', 'BUNDLE'),
    needed(amount('price', 'Price')),
    amount('tax_percent', 'Tax, percent'),
    yes('tax_included', 'Tax included'),
    text('currency', 'Currency'),
    text('partners', 'Offered by (numbers with | between)'),
    whole('owner', 'Number of its owner'),
    amount('setup_fee', 'Setup fee'),
    yes('archived', 'Archived'),
    json('earlier_prices', 'Earlier prices, as JSON'),
    json('bundle', 'Parts, as JSON'),
    amount('activation_fee', 'Activation fee'),
    whole('minimum_months', 'Minimum months'),
    amount('cancellation_fee', 'Cancellation fee'),
    yes('portal_selectable', 'Offered in the portal'),
    json('tax_rate', 'Tax rate, as JSON'),
  ],
  CUSTOMER: [
    text('customer', 'Number in the old system'),
    whole('number', 'Own number'),
    whole('partner', 'Partner number'),
    needed(text('name', 'Name')),
    text('email', 'E-mail'),
    text('login', 'Login'),
    choice('status', 'Status', 'NEW', 'ACTIVE', 'BLOCKED', 'INACTIVE'),
    choice('billing_type', 'Billing type', 'RECURRING', 'PREPAID_CUSTOM', 'PREPAID_DAILY'),
    yes('billing_enabled', 'Billed'),
    choice('payment_period', 'Pays', 'PREPAID', 'POSTPAID'),
    whole('prepaid_months', 'Months paid ahead'),
    whole('billing_day', 'Billing day'),
    whole('payment_due_days', 'Days to pay'),
    amount('balance', 'Opening balance'),
    text('street', 'Street'),
    text('city', 'City'),
    text('zip', 'ZIP'),
    text('country', 'Country'),
    text('phone', 'Phone'),
    day('created', 'Customer since'),
    json('billing', 'Billing settings, as JSON'),
    day('blocked_since', 'Blocked since'),
    day('inactive_since', 'Inactive since'),
    choice('kind', 'Person or company', 'PERSON', 'COMPANY'),
    text('tax_number', 'Tax number'),
    text('vat_id', 'VAT id'),
    text('tariff', 'Tariff of its first service'),
    day('startDate', 'Start of its first service'),
  ],
  SERVICE: [
    ...WHOSE,
    needed(text('tariff', 'Tariff')),
    whole('tariff_owner', "Number of the tariff's owner"),
    text('description', 'Description'),
    amount('quantity', 'Quantity'),
    amount('unit_price', 'Own price'),
    needed(day('start', 'Start')),
    day('end', 'End'),
    day('charged_until', 'Charged until'),
    choice('discount_kind', 'Discount: kind', 'PERCENT', 'FIXED'),
    amount('discount_value', 'Discount'),
    day('discount_from', 'Discount from'),
    day('discount_until', 'Discount until'),
    text('discount_message', 'Discount: words'),
    json('more_discounts', 'More discounts, as JSON'),
    amount('setup_fee', 'Setup fee'),
    yes('setup_charged', 'Setup fee charged'),
    choice('state', 'State', 'RUNNING', 'PAUSED', 'ARCHIVED'),
    json('pauses', 'Pauses, as JSON'),
    json('earlier_prices', 'Earlier prices, as JSON'),
    amount('activation_fee', 'Activation fee'),
    whole('minimum_months', 'Minimum months'),
    amount('cancellation_fee', 'Cancellation fee'),
    json('changed_to', 'What follows it, as JSON'),
  ],
  OPENING_BALANCE: [
    ...WHOSE,
    needed(amount('balance', 'Balance (a debt is negative)')),
    day('date', 'Date'),
  ],
  LOCATION: [
    needed(text('name', 'Name')),
    choice('kind', 'Kind', 'AREA', 'SITE'),
    text('parent', 'Lies in'),
    text('address', 'Address'),
    amount('lat', 'Latitude'),
    amount('lon', 'Longitude'),
  ],
  LABEL: [needed(text('name', 'Name')), text('colour', 'Colour, such as #1d4ed8')],
};

/** A column of custom fields goes to a target that begins so; then comes the field's key. */
export const FIELD_TARGET = 'cf:';

/** What the API's input types call some columns otherwise than in words with a line between. */
const ALIASES: Readonly<Record<string, string>> = {
  externalId: 'customer',
  createdOn: 'created',
  customerNumber: 'customer_number',
  startDate: 'start',
  endDate: 'end',
};

/** A target of a kind by its own name, or by that of the kind's input type; undefined for none. */
export function targetOf(kind: ImportKind, given: string): Target | undefined {
  if (given.startsWith(FIELD_TARGET)) return { name: given, label: given, type: 'TEXT' };
  const snake = given.replace(/[A-Z]/g, (sign) => `_${sign.toLowerCase()}`);
  const names = [given, ...(Object.hasOwn(ALIASES, given) ? [ALIASES[given]] : []), snake];
  for (const name of names) {
    const found = TARGETS[kind]?.find((each) => each.name === name);
    if (found) return found;
  }
  return undefined;
}
