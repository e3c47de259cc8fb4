import { Arg, Authorized, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { FieldValues } from '@backhaul/domain/fields/customFields';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { JSONScalar } from '../../kit/scalars.ts';
import { customerRecords, CustomerType } from '../customers/index.ts';
import { contactRecords } from './contacts.records.ts';
import { createContact, removeContact, updateContact } from './contacts.service.ts';
import { ContactInput, ContactType, toContact } from './contacts.types.ts';

@Resolver(() => ContactType)
export class ContactsResolver {
  @Authorized('customers:write')
  @Mutation(() => ContactType, { description: 'With id changes it; its customer stays.' })
  async saveContact(
    @ArgId('id', { nullable: true }) id: string | null | undefined,
    @Arg('input', () => ContactInput) input: ContactInput,
    @Ctx() ctx: Context,
  ): Promise<ContactType> {
    const saved = await ctx.sql(async (sql) => {
      if (!id) return createContact(sql, input);
      await updateContact(sql, id, input);
      return id;
    });
    return contactRecords.found(ctx, saved);
  }

  @Authorized('customers:write')
  @Mutation(() => Boolean)
  async removeContact(@ArgId('id') id: string, @Ctx() ctx: Context): Promise<boolean> {
    await ctx.sql((sql) => removeContact(sql, id));
    return true;
  }

  @FieldResolver(() => CustomerType)
  customer(@Root() contact: ContactType, @Ctx() ctx: Context): Promise<CustomerType | null> {
    return customerRecords.load(ctx, contact.customerId);
  }

  @FieldResolver(() => JSONScalar)
  customFields(@Root() contact: ContactType, @Ctx() ctx: Context): Promise<FieldValues> {
    return contactRecords.customFields(ctx, contact);
  }
}

@Resolver(() => CustomerType)
export class ContactsOfCustomerResolver {
  @FieldResolver(() => [ContactType], {
    description: 'By their names. Customers themselves see none.',
  })
  async contacts(@Root() customer: CustomerType, @Ctx() ctx: Context): Promise<ContactType[]> {
    const rows = await ctx.loadMany(
      'customer.contacts',
      customer.id,
      (tx, ids) =>
        tx.contact.findMany({
          where: { customerId: { in: ids } },
          orderBy: [{ name: 'asc' }, { id: 'asc' }],
        }),
      (contact) => contact.customerId,
    );
    return rows.map(toContact);
  }
}
