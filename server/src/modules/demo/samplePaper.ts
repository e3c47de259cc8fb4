import type { CompanyOverrides } from '@backhaul/domain/settings/company';
import {
  CustomFieldEntity as Entity,
  type CustomFieldInput,
  CustomFieldType as Type,
  PortalAccess,
} from '../fields/index.ts';
import { TemplateKind } from '../templates/index.ts';

/** A logo: strokes on a rounded square of 24 by 24. */
export interface Brand {
  mark: string;
  colour: string;
}

export const DWELLINGS = ['House', 'Flat', 'Office'] as const;
export const VALLEYS = ['Inntal', 'Wipptal', 'Stubaital'] as const;

/** Fields by the partner that defines them; '' is the operator, whose fields everybody has. */
export const FIELDS: readonly (CustomFieldInput & { of: string })[] = [
  {
    of: '',
    entity: Entity.CUSTOMER,
    key: 'contract',
    label: 'Contract',
    type: Type.TEXT,
    help: 'As printed on the signed contract',
    unique: true,
    showInList: true,
    searchable: true,
    portal: PortalAccess.VIEW,
    maxLength: 20,
  },
  {
    of: '',
    entity: Entity.CUSTOMER,
    key: 'dwelling',
    label: 'Kind of home',
    type: Type.CHOICE,
    options: [...DWELLINGS],
    help: 'So that the technician brings the right tools',
    portal: PortalAccess.EDIT,
  },
  {
    of: '',
    entity: Entity.CUSTOMER,
    key: 'signed_on',
    label: 'Signed on',
    type: Type.DATE,
    portal: PortalAccess.VIEW,
  },
  {
    of: '',
    entity: Entity.CUSTOMER,
    key: 'news',
    label: 'Wants our news',
    type: Type.BOOLEAN,
    default: false,
    portal: PortalAccess.EDIT,
  },
  {
    of: '',
    entity: Entity.CUSTOMER,
    key: 'second_phone',
    label: 'Second phone',
    type: Type.PHONE,
    portal: PortalAccess.EDIT,
  },
  {
    of: '',
    entity: Entity.CUSTOMER,
    key: 'antenna',
    label: 'Antenna',
    type: Type.PLACE,
    help: 'Where the line ends at the house',
  },
  { of: '', entity: Entity.CUSTOMER, key: 'roof', label: 'Photo of the roof', type: Type.FILE },
  {
    of: '',
    entity: Entity.SERVICE,
    key: 'serial',
    label: 'Serial number',
    type: Type.TEXT,
    unique: true,
    showInList: true,
    maxLength: 30,
  },
  { of: '', entity: Entity.SERVICE, key: 'mac', label: 'MAC address', type: Type.MAC_ADDRESS },
  {
    of: '',
    entity: Entity.SERVICE,
    key: 'address',
    label: 'IP address',
    type: Type.IP_ADDRESS,
    portal: PortalAccess.VIEW,
  },
  { of: '', entity: Entity.TARIFF, key: 'leaflet', label: 'Leaflet', type: Type.URL },
  {
    of: '',
    entity: Entity.INVOICE,
    key: 'order_number',
    label: 'Your order number',
    type: Type.TEXT,
    help: 'For companies that ask for it',
    portal: PortalAccess.VIEW,
    maxLength: 40,
  },
  {
    of: '',
    entity: Entity.PAYMENT,
    key: 'desk',
    label: 'Cash desk',
    type: Type.CHOICE,
    options: ['Front', 'Back office'],
  },
  {
    of: '',
    entity: Entity.PARTNER,
    key: 'account_manager',
    label: 'Account manager',
    type: Type.EMAIL,
  },
  {
    of: 'alpen',
    entity: Entity.CUSTOMER,
    key: 'valley',
    label: 'Valley',
    type: Type.CHOICE,
    options: [...VALLEYS],
    showInList: true,
  },
];

/** Who the documents are from, and what they look like. */
export const COMPANY_DETAILS: readonly { of: string; logo?: Brand; details: CompanyOverrides }[] = [
  {
    of: '',
    logo: {
      mark: 'M5 15.5c2.3-2.6 4.7-2.6 7 0s4.7 2.6 7 0M5 10.5c2.3-2.6 4.7-2.6 7 0s4.7 2.6 7 0',
      colour: '#0F766E',
    },
    details: {
      name: 'Harbour Net GmbH',
      street: 'Hafenstraße 12',
      zip: '20457',
      city: 'Hamburg',
      country: 'Germany',
      taxNumber: 'DE123456789',
      email: 'billing@harbour.example',
      phone: '+49 40 5550100',
      website: 'harbour.example',
      bankName: 'Hafenbank',
      iban: 'DE02120300000000202051',
      bic: 'BYLADEM1001',
      colour: '#0F766E',
      invoiceFooter: 'Thank you for being with us.',
    },
  },
  {
    of: 'alpen',
    logo: { mark: 'M4.5 17.5 10 7.5l3.2 5.6 1.8-2.8 4.5 7.2z', colour: '#7C3AED' },
    details: {
      name: 'Alpen Connect e.U.',
      street: 'Maria-Theresien-Straße 8',
      zip: '6020',
      city: 'Innsbruck',
      country: 'Austria',
      taxNumber: 'ATU12345675',
      email: 'rechnung@alpen.example',
      phone: '+43 512 555010',
      website: 'alpen.example',
      bankName: 'Bergbank',
      iban: 'AT611904300234573201',
      bic: 'GIBAATWW',
      colour: '#7C3AED',
      invoiceFooter: 'Servus, and thank you.',
    },
  },
  {
    of: 'fjord',
    details: {
      name: 'Fjord Bredbånd AS',
      street: 'Bryggen 3',
      zip: '5003',
      city: 'Bergen',
      country: 'Norway',
      taxNumber: 'NO 999 888 777 MVA',
      email: 'faktura@fjord.example',
      colour: '#1D4ED8',
      bankName: 'Fjordbanken',
      iban: 'NO9386011117947',
      bic: 'DNBANOKK',
    },
  },
  {
    of: 'cape',
    details: {
      name: 'Cape Wave (Pty) Ltd',
      street: '21 Long Street',
      zip: '8001',
      city: 'Cape Town',
      country: 'South Africa',
      taxNumber: '4123456789',
      email: 'accounts@capewave.example',
      colour: '#BE123C',
    },
  },
];

/** A mail that a reseller wrote for itself. */
export const MAIL_OF_A_RESELLER = {
  of: 'alpen',
  kind: TemplateKind.INVOICE_MAIL,
  subject: 'Grüß Gott: your invoice {{document.number}}',
  source: `<p>Grüß Gott {{customer.name}},</p>
<p>here is your invoice <b>{{document.number}}</b> over {{money document.total document.currency}}.
{{#if document.isDue}}Please pay {{money document.due document.currency}} by {{date document.dueDate}}.{{else}}It is settled: there is nothing left to do.{{/if}}</p>
<p>You find all your documents in our portal: {{portalUrl}}</p>
<p>Many greetings from Innsbruck<br>{{company.name}}</p>`,
};
