import { createElement, isValidElement, type ComponentType } from 'react';
import type { ResourceProps } from 'react-admin';
import { mayDo } from '../api/access.ts';
import { atDesk } from '../api/desk.ts';
import { useViewer } from '../kit/index.ts';
import { NoAccess } from '../kit/pages.tsx';

const actions = ['list', 'create', 'edit', 'show'] as const;

/** A page that the desk has in the place of a resource's. */
export type DeskPages = Partial<Record<(typeof actions)[number], ComponentType>>;

/**
 * The pages of a resource, each for those who may do what it is for: nobody fills in a form that
 * the server will refuse.
 */
export function guarded(resource: ResourceProps, desk: DeskPages = {}): ResourceProps {
  const pages = actions.flatMap((action) => {
    const page = resource[action];
    return page ? [[action, behind(resource.name, action, page, desk[action])] as const] : [];
  });
  return { ...resource, ...Object.fromEntries(pages) };
}

function behind(
  resource: string,
  action: string,
  page: NonNullable<ResourceProps['list']>,
  desk: ComponentType | undefined,
): ComponentType {
  return function Guarded() {
    const viewer = useViewer();
    if (viewer && !mayDo(viewer.permissions, resource, action)) return <NoAccess />;
    if (desk && viewer && atDesk(viewer.permissions)) return createElement(desk);
    return isValidElement(page) ? page : createElement(page as ComponentType);
  };
}
