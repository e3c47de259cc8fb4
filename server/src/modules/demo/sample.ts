import { TariffKind } from '../tariffs/index.ts';

/** The password of every sample sign-in; shown at the terminal, for an installation that is tried out. */
export const PASSWORD = 'backhaul-demo';

export const OPERATOR = {
  name: 'Harbour Net',
  timeZone: 'Europe/Berlin',
  supportEmail: 'help@harbour.example',
  supportPhone: '+49 40 5550100',
  accentColor: '#0F766E',
};

export interface SamplePartner {
  key: string;
  above: string;
  name: string;
  currency: string;
  timeZone: string;
  accentColor: string;
  customers: number;
  cities: readonly [city: string, zip: string, country: string][];
  vat: string;
  /** Taxes that its own is made of, each on the net; vat is their sum. */
  taxes?: readonly { name: string; percent: string }[];
  /** What it sets about money. */
  settings?: Readonly<Record<string, unknown>>;
}

/**
 * A small tree: three resellers, and one that sells for another; then one each that bills in arrears, takes a group of
 * taxes, and makes no invoices.
 */
export const PARTNERS: readonly SamplePartner[] = [
  {
    key: 'alpen',
    above: '',
    name: 'Alpen Connect',
    currency: 'EUR',
    timeZone: 'Europe/Vienna',
    accentColor: '#7C3AED',
    customers: 50,
    cities: [
      ['Innsbruck', '6020', 'AT'],
      ['Hall in Tirol', '6060', 'AT'],
    ],
    vat: '20',
  },
  {
    key: 'tirol',
    above: 'alpen',
    name: 'Tirol Funk',
    currency: 'EUR',
    timeZone: 'Europe/Vienna',
    accentColor: '#B45309',
    customers: 25,
    cities: [
      ['Landeck', '6500', 'AT'],
      ['Imst', '6460', 'AT'],
    ],
    vat: '20',
  },
  {
    key: 'fjord',
    above: '',
    name: 'Fjord Bredbånd',
    currency: 'NOK',
    timeZone: 'Europe/Oslo',
    accentColor: '#1D4ED8',
    customers: 35,
    cities: [
      ['Bergen', '5003', 'NO'],
      ['Voss', '5700', 'NO'],
    ],
    vat: '25',
  },
  {
    key: 'cape',
    above: '',
    name: 'Cape Wave',
    currency: 'ZAR',
    timeZone: 'Africa/Johannesburg',
    accentColor: '#BE123C',
    customers: 30,
    cities: [
      ['Cape Town', '8001', 'ZA'],
      ['Hermanus', '7200', 'ZA'],
    ],
    vat: '15',
  },
  {
    key: 'moor',
    above: '',
    name: 'Moor Later',
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    accentColor: '#4D7C0F',
    customers: 4,
    cities: [['Worpswede', '27726', 'DE']],
    vat: '19',
    settings: { paymentPeriod: 'POSTPAID' },
  },
  {
    key: 'laurent',
    above: '',
    name: 'Laurent Sans Fil',
    currency: 'CAD',
    timeZone: 'America/Toronto',
    accentColor: '#0E7490',
    customers: 4,
    cities: [['Québec', 'G1R 2L3', 'CA']],
    vat: '14.975',
    taxes: [
      { name: 'GST', percent: '5' },
      { name: 'QST', percent: '9.975' },
    ],
  },
  {
    key: 'halde',
    above: '',
    name: 'Halde Kabel',
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    accentColor: '#57534E',
    customers: 3,
    cities: [['Herne', '44623', 'DE']],
    vat: '19',
    settings: { autoCreateInvoices: false },
  },
];
/** The operator sells too. */
export const OWN_CUSTOMERS = 60;
export const OWN_CITIES: SamplePartner['cities'] = [
  ['Hamburg', '20095', 'DE'],
  ['Bremen', '28195', 'DE'],
  ['Kiel', '24103', 'DE'],
];
export const OWN_VAT = '19';

/** Plans in euros; other currencies take the price times a round factor. */
export const PLANS: readonly {
  name: string;
  kind: TariffKind;
  price: number;
  included: boolean;
  weight: number;
  setupFee?: string;
}[] = [
  {
    name: 'Fibre 100',
    kind: TariffKind.INTERNET,
    price: 29.9,
    included: true,
    weight: 30,
    setupFee: '49',
  },
  {
    name: 'Fibre 300',
    kind: TariffKind.INTERNET,
    price: 39.9,
    included: true,
    weight: 30,
    setupFee: '49',
  },
  {
    name: 'Fibre 1000',
    kind: TariffKind.INTERNET,
    price: 59.9,
    included: true,
    weight: 12,
    setupFee: '49',
  },
  { name: 'Air 50', kind: TariffKind.INTERNET, price: 24.5, included: false, weight: 14 },
  { name: 'Business 500', kind: TariffKind.INTERNET, price: 119, included: false, weight: 8 },
  { name: 'Home bundle', kind: TariffKind.BUNDLE, price: 64.9, included: true, weight: 6 },
];
export const EXTRAS: typeof PLANS = [
  { name: 'Voice line', kind: TariffKind.VOICE, price: 9.95, included: true, weight: 3 },
  { name: 'Static IP', kind: TariffKind.RECURRING, price: 4.1667, included: false, weight: 2 },
  { name: 'TV', kind: TariffKind.RECURRING, price: 7.49, included: true, weight: 3 },
];
export const ONE_TIME = {
  name: 'Router',
  kind: TariffKind.ONE_TIME,
  price: 89,
  included: true,
  weight: 1,
} as const;
/** What the operator's plan of that name costs since the middle of the year. */
export const DEARER = { name: 'Fibre 300', price: '42.9' };
export const PRICE_FACTORS: Record<string, number> = { EUR: 1, NOK: 11, ZAR: 20, CAD: 1.5 };

export const FIRST_NAMES = [
  'Anna',
  'Lukas',
  'Mia',
  'Jonas',
  'Emma',
  'Felix',
  'Ingrid',
  'Søren',
  'Lerato',
  'Sipho',
  'Nomsa',
  'Pieter',
  'Zoë',
  'René',
  'Łukasz',
  'Björn',
  'Fatima',
  'Omar',
  'Clara',
  'Paul',
  'Greta',
  'Henrik',
  'Thandi',
  'Johan',
];
export const LAST_NAMES = [
  'Müller',
  'Schmidt',
  'Huber',
  'Gruber',
  'Hansen',
  'Berg',
  'Ødegård',
  'Nkosi',
  'Botha',
  'van der Merwe',
  'Naidoo',
  'Wagner',
  'Bauer',
  'Pichler',
  'Lindqvist',
  'Weiß',
  'Jacobs',
  'Dlamini',
  'Krüger',
  'Olsen',
];
export const COMPANIES = [
  'Bakery',
  'Dental Practice',
  'Garage',
  'Architects',
  'Guest House',
  'Law Office',
  'Joinery',
  'Ski School',
];
export const STREETS = [
  'Main Road',
  'Hauptstraße',
  'Storgata',
  'Long Street',
  'Hafenweg',
  'Bergstraße',
  'Kirkeveien',
  'Gartenallee',
];
