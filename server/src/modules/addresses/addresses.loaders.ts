import type { Context } from '../../kit/context.ts';
import type { MainAddress } from './addresses.service.ts';
import { AddressKind, AddressType } from './addresses.types.ts';

/** The addresses of a customer, its own first; all customers of a page in one statement. */
export async function loadAddressesOf(
  ctx: Context,
  customer: MainAddress & { id: string },
): Promise<AddressType[]> {
  const rows = await ctx.loadMany(
    'customer.addresses',
    customer.id,
    (tx, ids) =>
      tx.customerAddress.findMany({
        where: { customerId: { in: ids } },
        orderBy: [{ place: 'asc' }, { id: 'asc' }],
      }),
    (address) => address.customerId,
  );
  const point = rows.find(({ kind }) => kind === 'MAIN');
  const { id, street, city, zip, country } = customer;
  const main = [street, city, zip, country].some(Boolean) || point !== undefined;
  const others = rows
    .filter(({ kind }) => kind !== 'MAIN')
    .map((row) => toAddress({ ...row, kind: row.kind as AddressKind }));
  const own = { id, kind: AddressKind.MAIN, name: null, street, city, zip, country };
  return main
    ? [toAddress({ ...own, lat: point?.lat ?? null, lon: point?.lon ?? null }), ...others]
    : others;
}

function toAddress(address: AddressType): AddressType {
  const { id, kind, name, street, city, zip, country, lat, lon } = address;
  return Object.assign(new AddressType(), { id, kind, name, street, city, zip, country, lat, lon });
}
