import { createParameterDecorator, ID, type ParameterDecorator } from 'type-graphql';
import type { Context } from './context.ts';
import { idInput } from './input.ts';

/** An argument that is the id of a record, as it is stored; refuses by its name what cannot be one. */
export function ArgId(name: string, { nullable = false } = {}): ParameterDecorator {
  return createParameterDecorator<Context>(
    ({ args }) => {
      const given = args[name] as string | null | undefined;
      return given == null ? given : idInput(given, name);
    },
    { arg: { name, typeFunc: () => ID, options: { nullable } } },
  );
}
