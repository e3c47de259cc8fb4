import type { ComponentType } from 'react';
import type { Entry, Module, Resource } from './module.ts';
import type { Filled } from './slots.ts';

/** Everything that follows from the list of modules. */
export interface Office {
  modules: readonly Module[];
  resources: readonly Resource[];
  fills: readonly Filled[];
  home: ComponentType | undefined;
  signIn: ComponentType | undefined;
  /** The groups of the navigation, each in its order. */
  navigation: readonly (readonly Entry[])[];
  /** What one does with one's own account. */
  account: readonly Entry[];
  /** For the command palette: what stands in no navigation. */
  commands: readonly Entry[];
  /** Whether somebody with these permissions may do that. An unknown resource is nobody's. */
  mayDo: (permissions: readonly string[], resource: string, action: string) => boolean;
  /** The entries that somebody may open. */
  openTo: (entries: readonly Entry[], permissions: readonly string[]) => Entry[];
  /** The paths of pages that take the whole window. */
  wholeWindow: readonly string[];
}

const groups = ['home', 'month', 'office'] as const;

/** The permission an action on a resource takes. The server decides again, for every request. */
function neededFor({ rights }: Resource, action: string): string | undefined {
  switch (action) {
    case 'list':
    case 'show':
    case 'export':
      return rights.read;
    case 'create':
    case 'edit':
      return rights.write;
    case 'delete':
      return rights.remove ?? rights.write;
    default:
      return undefined;
  }
}

/** Menu, rights and command palette, from the modules in their order. */
export function createOffice(modules: readonly Module[]): Office {
  const resources = modules.flatMap(({ resource }) => resource ?? []);
  const byName = new Map(resources.map((resource) => [resource.name, resource]));
  const entries = modules
    .flatMap((module) => module.entries ?? [])
    .sort((a, b) => a.place - b.place);
  return {
    modules,
    resources,
    fills: modules.flatMap(({ fills }) => fills ?? []),
    home: modules.find(({ home }) => home)?.home,
    signIn: modules.find(({ signIn }) => signIn)?.signIn,
    navigation: groups.map((group) => entries.filter(({ menu }) => menu === group)),
    account: entries.filter(({ menu }) => menu === 'account'),
    commands: entries.filter(({ menu }) => menu === undefined || menu === 'account'),
    mayDo: (permissions, name, action) => {
      const resource = byName.get(name);
      const needed = resource && neededFor(resource, action);
      return needed !== undefined && permissions.includes(needed);
    },
    openTo: (given, permissions) =>
      given.filter(({ needs }) => !needs || permissions.includes(needs)),
    wholeWindow: modules
      .flatMap(({ routes }) => routes ?? [])
      .flatMap(({ path, wholeWindow }) => (wholeWindow ? [path] : [])),
  };
}
