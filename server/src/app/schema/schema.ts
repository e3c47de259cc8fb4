import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchema, type AuthChecker } from 'type-graphql';
import { AuthResolver } from '../../modules/access/auth.resolver.ts';
import type { Permission } from '../../modules/access/permissions.ts';
import { forbidden, unauthenticated } from '../../platform/refusal.ts';
import type { Context } from '../../kit/context.ts';
import { guardArguments } from './guard.ts';
import { slowGuesses } from './guesses.ts';
import { RESOLVERS } from './resolvers.ts';
import { guardFields } from './rights.ts';

/** @Authorized() wants somebody signed in; @Authorized('x:y', 'z:w') any one of these permissions. */
const authChecker: AuthChecker<Context, Permission> = ({ context }, permissions) => {
  if (!context.viewer) throw unauthenticated();
  if (permissions.length && !permissions.some((permission) => context.can(permission)))
    throw forbidden();
  return true;
};

/** emitTo: also writes the schema as a file, so that a review shows every change of the API. */
export async function createSchema(emitTo?: string): Promise<GraphQLSchema> {
  return slowGuesses(
    guardFields(
      guardArguments(
        await buildSchema({
          resolvers: [AuthResolver, ...RESOLVERS],
          authChecker,
          validate: false,
          // subscriptions bring their own source (kit/live.ts), fed by PostgreSQL; type-graphql asks for a bus all the same
          pubSub: {
            publish: () => {},
            subscribe: () => {
              throw new Error('subscriptions name their own source');
            },
          },
          ...(emitTo ? { emitSchemaFile: { path: emitTo, sortedSchema: false } } : {}),
        }),
      ),
    ),
  );
}
