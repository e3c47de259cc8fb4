import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { App } from '../../kit/app.ts';
import { networkOf } from '@backhaul/domain/access/network';
import { operationSeconds } from '../../platform/metrics.ts';
import type { Context } from '../../kit/context.ts';
import { Records } from './records.ts';
import { Room, type Stay } from './room.ts';
import { recordsMax, refuseTooMuch } from './size.ts';

/** What is under way at once, in operations of one viewer and in records that all of them ask for. */
const ROOM = { pieces: 6, waiting: 1000, waitMs: 30_000, weight: 45_000, light: 1000 };

/** Whose an operation is; nobody is told apart by the network. */
function ownerOf({ viewer, visitor }: Context): string {
  return viewer?.id ?? `network ${networkOf(visitor.address)}`;
}

const NOWHERE: Stay = { grow: async () => {}, leave: () => {} };

/** Gives an operation its room, ends its reads before its answer leaves, and measures it. */
export function lifecycle(app: App, schema: GraphQLSchema): ApolloServerPlugin<Context> {
  const room = new Room(ROOM);
  return {
    async requestDidStart() {
      const started = process.hrtime.bigint();
      let stay = NOWHERE;
      return {
        async didResolveOperation({ contextValue, operation, document, request }) {
          contextValue.mutating = operation?.operation === 'mutation';
          try {
            const most = recordsMax(contextValue.viewer);
            const records = refuseTooMuch(
              schema,
              document,
              request.operationName,
              request.variables ?? {},
              most,
            );
            stay = await room.enter(ownerOf(contextValue), records);
            contextValue.records = new Records(records, most, (now) => stay.grow(now));
          } catch (error) {
            throw new GraphQLError((error as Error).message, {
              originalError: error as Error,
              extensions: { http: { status: 400 } },
            });
          }
        },
        async willSendResponse({
          contextValue,
          operation,
          operationName,
          errors,
          request,
          response,
        }) {
          await contextValue.finish();
          stay.leave();
          if (response.http.status === 400)
            response.http.status = statusOfWrong(request.http?.headers.get('accept'));
          const seconds = Number(process.hrtime.bigint() - started) / 1e9;
          operationSeconds.observe(
            {
              operation: operation?.operation ?? 'invalid',
              outcome: errors?.length ? 'error' : 'ok',
            },
            seconds,
          );
          app.log.debug(
            {
              operation: operationName,
              correlationId: contextValue.correlationId,
              viewer: contextValue.viewer?.id,
              ms: Math.round(seconds * 1000),
            },
            'operation',
          );
        },
      };
    },
  };
}

/**
 * As GraphQL over HTTP wants it: who takes plain JSON reads what is wrong with an operation from
 * its errors, not from the status.
 */
export function statusOfWrong(accept: string | undefined): number {
  return accept?.includes('application/graphql-response+json') ? 400 : 200;
}
