import { Authorized, Ctx, Query, Resolver } from 'type-graphql';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { partnerRecords } from '../partners/index.ts';
import { checkBooks, sayAmiss } from './books.service.ts';
import { InvariantType } from './books.types.ts';

@Resolver()
export class BooksResolver {
  @Authorized('books:read')
  @Query(() => [InvariantType], {
    description:
      'Whether the books are in order, checked now: of a partner and everything below it, or of all that the viewer sees.',
  })
  async books(
    @ArgId('partnerId', { nullable: true }) partnerId: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<InvariantType[]> {
    const partner = await partnerRecords.found(ctx, partnerId ?? ctx.someone.partnerId);
    const found = await checkBooks(ctx.app, ctx.scope, partner.path);
    return found.map((each) =>
      Object.assign(new InvariantType(), { ...each, offending: each.records.map(sayAmiss) }),
    );
  }
}
