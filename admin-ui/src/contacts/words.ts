import type { ContactTopic } from '../generated/graphql.ts';

/** What contacts can be sent, as people call it. */
export const topics: readonly { value: ContactTopic; label: string; about: string }[] = [
  { value: 'INVOICES', label: 'Invoices', about: 'With credit notes and proformas.' },
  { value: 'REMINDERS', label: 'Reminders', about: 'When something is due.' },
  { value: 'TICKETS', label: 'Tickets', about: 'Answers of the support.' },
  { value: 'OUTAGES', label: 'Outages', about: 'When the network is down.' },
];

export const sayTopic = (topic: ContactTopic): string =>
  topics.find(({ value }) => value === topic)?.label ?? topic;
