import type { ComponentType } from 'react';
import type { ResourceApi } from '../../api/resource.ts';
import type { Entry, Module, Pages, Resource } from './module.ts';
import type { Filled } from './slots.ts';

type Alternate = Pages & { api?: Pick<ResourceApi, 'list' | 'one'> };

/** A resource under the name that its API has for it. */
export type NamedResource = Resource & { name: string };

/** Everything that follows from the list of modules. */
export interface Office {
  modules: readonly Module[];
  resources: readonly NamedResource[];
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
  /** What somebody has in the place of a resource's pages and reads. */
  insteadOf: (resource: string, permissions: readonly string[]) => Alternate | undefined;
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

/** Menu, rights, command palette and alternate pages, from the modules in their order. */
export function createOffice(modules: readonly Module[]): Office {
  const resources = modules.flatMap(({ resource }) =>
    resource ? { ...resource, name: resource.api.name } : [],
  );
  const byName = new Map(resources.map((resource) => [resource.name, resource]));
  const entries = modules
    .flatMap((module) => module.entries ?? [])
    .sort((a, b) => a.place - b.place);
  const insteads = modules.flatMap(({ instead }) => instead ?? []);
  const insteadOf: Office['insteadOf'] = (resource, permissions) =>
    insteads.find((each) => each.applies(permissions))?.resources[resource];
  return {
    modules,
    resources,
    fills: modules.flatMap(({ fills }) => fills ?? []),
    home: modules.find(({ home }) => home)?.home,
    signIn: modules.find(({ signIn }) => signIn)?.signIn,
    navigation: groups.map((group) => entries.filter(({ menu }) => menu === group)),
    account: entries.filter(({ menu }) => menu === 'account'),
    commands: entries.filter(({ menu }) => menu === undefined || menu === 'account'),
    insteadOf,
    mayDo: (permissions, name, action) => {
      const own = insteadOf(name, permissions);
      if ((action === 'list' || action === 'show') && own?.[action]) return true;
      const resource = byName.get(name);
      const needed = resource && neededFor(resource, action);
      return needed !== undefined && permissions.includes(needed);
    },
    openTo: (given, permissions) =>
      given.filter(
        ({ needs, to }) =>
          !needs || permissions.includes(needs) || insteadOf(to.slice(1), permissions)?.list,
      ),
  };
}
