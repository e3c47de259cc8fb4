import { setTimeout as pause } from 'node:timers/promises';
import type { GraphQLSchema } from 'graphql';
import { TakenElsewhere } from '../../platform/refusal.ts';

/**
 * Makes every mutation tell later, and later each time, what it refuses because a tenant elsewhere
 * has it; it holds nothing while it waits.
 */
export function slowGuesses(schema: GraphQLSchema): GraphQLSchema {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const { resolve } = field;
    if (!resolve) continue;
    field.resolve = async (source, args, ctx, info) => {
      try {
        return (await resolve(source, args, ctx, info)) as unknown;
      } catch (error) {
        if (error instanceof TakenElsewhere) await pause(error.waitMs);
        throw error;
      }
    };
  }
  return schema;
}
