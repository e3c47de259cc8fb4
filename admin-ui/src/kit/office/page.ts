import { createElement, lazy, useEffect, type ComponentType } from 'react';

type PropsOf<Component> = Component extends ComponentType<infer Props> ? Props : never;

/** Thrown in the place of a part that did not come. */
export class NotFetched extends Error {
  override name = 'NotFetched';
  constructor(cause: unknown) {
    super('The connection may have broken off, or there is a new version of the back office.', {
      cause,
    });
  }
}

/** What to do about the parts that did not come, once that has been said. */
const missing = new Set<() => void>();

/** After a failure was shown: what did not come is asked for again when it is next needed. */
export function forgetMissing(): void {
  for (const forget of missing) forget();
  missing.clear();
}

/** Browsers remember which part did not come as long as the window is not loaded anew. */
function Reloading(): null {
  useEffect(() => location.reload(), []);
  return null;
}

/**
 * A page or a part that is fetched when it is first shown: `page('NoteList', () =>
 * import('./NoteList.tsx'))`.
 */
export function page<Name extends string, Loaded extends Record<Name, unknown>>(
  name: Name,
  load: () => Promise<Loaded>,
): ComponentType<PropsOf<Loaded[Name]>> {
  let current: ComponentType<object> = lazy(async () => {
    try {
      return { default: (await load())[name] as ComponentType<object> };
    } catch (error) {
      missing.add(() => {
        current = Reloading;
      });
      throw new NotFetched(error);
    }
  });
  const Part = (props: object) => createElement(current, props);
  // What is fetched takes the properties of what the name stands for; `lazy` cannot say so of a
  // name it does not know.
  return Part as ComponentType<PropsOf<Loaded[Name]>>;
}
