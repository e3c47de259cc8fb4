import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchema, type AuthChecker, type NonEmptyArray } from 'type-graphql';
import type { Permission } from '../../kit/permission.ts';
import { forbidden, unauthenticated } from '../../platform/refusal.ts';
import { MODULES } from '../modules.ts';
import type { Context } from '../../kit/context.ts';
import { refuseBeforeWriting } from './beforeWriting.ts';
import { countLists } from './counted.ts';
import { guardArguments } from './guard.ts';
import { slowGuesses } from './guesses.ts';
import { guardFields } from './rights.ts';

/** @Authorized() wants somebody signed in; @Authorized('x:y', 'z:w') any one of these permissions. */
const authChecker: AuthChecker<Context, Permission> = ({ context }, permissions) => {
  if (!context.viewer) throw unauthenticated();
  if (permissions.length && !permissions.some((permission) => context.can(permission)))
    throw forbidden();
  return true;
};

let served: Promise<GraphQLSchema> | undefined;
/** The schema that this process serves, made once: nothing in it belongs to one server. */
export function servedSchema(): Promise<GraphQLSchema> {
  served ??= createSchema();
  return served;
}

/** emitTo: also writes the schema as a file, so that a review shows every change of the API. */
export async function createSchema(emitTo?: string): Promise<GraphQLSchema> {
  return slowGuesses(
    refuseBeforeWriting(
      guardFields(
        countLists(
          guardArguments(
            await buildSchema({
              resolvers: MODULES.flatMap((each) => each.resolvers ?? []) as NonEmptyArray<Function>,
              authChecker,
              validate: false,
              // checked when it is written; a start need not do it again
              skipCheck: !emitTo,
              // subscriptions bring their own source (kit/live.ts), fed by PostgreSQL; type-graphql asks for a bus all the same
              pubSub: {
                publish: () => {},
                subscribe: () => {
                  throw new Error('subscriptions name their own source');
                },
              },
              ...(emitTo ? { emitSchemaFile: { path: emitTo, sortedSchema: true } } : {}),
            }),
          ),
        ),
      ),
    ),
  );
}
