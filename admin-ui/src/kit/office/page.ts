import { lazy, type ComponentType } from 'react';

type PropsOf<Component> = Component extends ComponentType<infer Props> ? Props : never;

/**
 * A page or a part that is fetched when it is first shown: `page('NoteList', () =>
 * import('./NoteList.tsx'))`.
 */
export function page<Name extends string, Loaded extends Record<Name, unknown>>(
  name: Name,
  load: () => Promise<Loaded>,
): ComponentType<PropsOf<Loaded[Name]>> {
  const part = lazy(async () => ({ default: (await load())[name] as ComponentType<object> }));
  // What is fetched takes the properties of what the name stands for; `lazy` cannot say so of a
  // name it does not know.
  return part as ComponentType<PropsOf<Loaded[Name]>>;
}
