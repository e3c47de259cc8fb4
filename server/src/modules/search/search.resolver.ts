import { Arg, Authorized, Ctx, Int, Query, Resolver } from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { searchText } from '../../kit/search.ts';
import { badInput, forbidden } from '../../platform/refusal.ts';
import { search } from './search.service.ts';
import { SEARCHED_KINDS, SearchHitType, type SearchedKind } from './search.types.ts';

const PER_KIND_MAX = 5;
const LETTERS_LEAST = 2;

@Resolver()
export class SearchResolver {
  @Authorized('customers:read', 'invoices:read', 'payments:read')
  @Query(() => [SearchHitType], {
    description:
      'By number, name, e-mail, phone however it is written, address, external number and searchable custom fields; letter case and accents aside. Whole numbers first. At most 5 of each kind, and nothing of less than 2 characters.',
  })
  async search(
    @Arg('text', () => String) text: string,
    @Arg('kinds', () => [String], { nullable: true }) kinds: string[] | null | undefined,
    @Arg('first', () => Int, { nullable: true, defaultValue: PER_KIND_MAX })
    first: number | null,
    @Ctx() ctx: Context,
  ): Promise<SearchHitType[]> {
    if (ctx.scope.kind === 'customer') throw forbidden();
    const asked = searchText(text, 'text');
    const most = first ?? PER_KIND_MAX;
    if (most < 1) throw badInput({ first: 'must be 1 or more' });
    const among = kindsInput(kinds);
    if (asked.length < LETTERS_LEAST) return [];
    return search(ctx, asked, among, Math.min(most, PER_KIND_MAX));
  }
}

function kindsInput(kinds: readonly string[] | null | undefined): readonly SearchedKind[] {
  if (!kinds) return SEARCHED_KINDS;
  const unknown = kinds.find((kind) => !SEARCHED_KINDS.some((known) => known === kind));
  if (unknown !== undefined) throw badInput({ kinds: `known are ${SEARCHED_KINDS.join(', ')}` });
  return SEARCHED_KINDS.filter((kind) => kinds.includes(kind));
}
