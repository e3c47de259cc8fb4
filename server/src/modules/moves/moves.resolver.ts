import { Arg, Authorized, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { partnerRecords } from '../partners/index.ts';
import { movePreview } from './moves.service.ts';
import { MovePreviewType } from './moves.types.ts';

@Resolver()
export class MovesResolver {
  @Authorized('partners:write')
  @Query(() => MovePreviewType, {
    name: 'movePreview',
    description: 'What movePartner would change, changing nothing.',
  })
  async preview(
    @Arg('id', () => ID) id: string,
    @Arg('parentId', () => ID) parentId: string,
    @Ctx() ctx: Context,
  ): Promise<MovePreviewType> {
    const [partner, parent] = [
      await partnerRecords.found(ctx, id),
      await partnerRecords.found(ctx, parentId),
    ];
    return ctx.sql((sql) => movePreview(sql, partner, parent));
  }
}
