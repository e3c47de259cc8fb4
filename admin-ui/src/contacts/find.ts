import { request } from '../api/client.ts';
import type { FoundRecord } from '../kit/office/module.ts';
import { FoundContactsQuery } from './api.ts';

/** Contacts that the server finds for what is typed; each opens among those of its customer. */
export async function findContacts(text: string): Promise<FoundRecord[]> {
  const { search } = await request(FoundContactsQuery, { text });
  return search.map(({ id, title, detail, customerId }) => ({
    id,
    label: title,
    detail: detail ?? '',
    to: `/customers/${customerId}/show?tab=contacts`,
  }));
}
