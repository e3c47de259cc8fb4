/** A place on a module's page that later modules put something into: a tab, an action. */
export interface Slot<Part> {
  readonly name: string;
  /** Only a type: what is put in. */
  readonly part?: Part;
}

/** Something put into a slot. */
export interface Filled {
  slot: Slot<unknown>;
  part: unknown;
}

/** A place for parts of one kind. Whoever has it imports nothing of those who fill it. */
export function slot<Part>(name: string): Slot<Part> {
  return { name };
}

/** Puts a part into a slot, in the `fills` of a module. */
export function fill<Part>(into: Slot<Part>, part: Part): Filled {
  return { slot: into, part };
}
