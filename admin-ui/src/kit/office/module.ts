import type { ComponentType } from 'react';
import type { Permission } from '../../api/access.ts';
import type { ResourceApi } from '../../api/resource.ts';
import type { IconName } from '../icons.tsx';
import type { Reference } from './reference.ts';
import type { Filled } from './slots.ts';

type Action = 'list' | 'create' | 'edit' | 'show';

/** The pages of a resource, loaded when they are first opened. */
export type Pages = Partial<Record<Action, ComponentType>>;

/** Records that are listed and opened, and what it takes to see, change and remove them. */
export interface Resource extends Pages {
  /** As addresses and its API call it. */
  name: string;
  label: string;
  rights: { read: Permission; write: Permission; remove?: Permission };
  /** How it is read and written, loaded when that is first done. */
  api: () => Promise<ResourceApi>;
  /** How fields that point to such a record find and name it. */
  reference?: Reference;
  /** How a record is called: the name of a field, or what makes the name. */
  represent?: string | ((record: never) => string);
  /** Shows what changes when money moves: asked anew after everything that moves some. */
  followsMoney?: boolean;
}

/** A page or an action that one can go to. */
export interface Entry {
  label: string;
  to: string;
  icon: IconName;
  /** None: everybody's. */
  needs?: Permission;
  /** Other words people look for it by. */
  alias?: string;
  /**
   * The group of the navigation, or the menu of one's own account; without one it stands in the
   * command palette only.
   */
  menu?: 'home' | 'month' | 'office' | 'account';
  /** Its name in the menu, where that is shorter. */
  short?: string;
  /** Where it stands among the others, smallest first. */
  place: number;
  /** What waits there, as a number beside it; a hook, always called. */
  waiting?: { use: () => number; words: string };
}

/** A page of its own, beside those of the resources. */
interface RoutedPage {
  path: string;
  page: ComponentType;
  /** Without navigation: for those who are not signed in. */
  frameless?: boolean;
  /** In the whole window: nothing of the frame around it but a line to go back by. */
  wholeWindow?: boolean;
}

/** A record as the command palette shows it. */
export interface FoundRecord {
  id: string;
  label: string;
  detail: string;
  to: string;
}

/** What the command palette finds of a resource. */
interface Search {
  resource: string;
  group: string;
  icon: IconName;
  /** Whether it is worth asking. */
  suits?: (typed: string) => boolean;
  find: (
    typed: string,
    viewer: { permissions: readonly string[]; locale: string },
  ) => Promise<FoundRecord[]>;
}

/** What a module shows the back office: its `index.ts` exports one, `src/modules.ts` lists them. */
export interface Module {
  resource?: Resource;
  entries?: readonly Entry[];
  routes?: readonly RoutedPage[];
  search?: Search;
  /** What it puts into the pages of modules before it. */
  fills?: readonly Filled[];
  /** The first page. */
  home?: ComponentType;
  /** The page of those who are not signed in. */
  signIn?: ComponentType;
}
