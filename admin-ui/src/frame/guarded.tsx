import { createElement, isValidElement, type ComponentType } from 'react';
import type { ResourceProps } from 'react-admin';
import { mayDo } from '../api/access.ts';
import { useViewer } from '../shared/index.ts';
import { NoAccess } from './pages.tsx';

const actions = ['list', 'create', 'edit', 'show'] as const;

/** The pages of a resource, each for those who may do what it is for: nobody fills in a form that the server will refuse. */
export function guarded(resource: ResourceProps): ResourceProps {
  const pages = actions.flatMap((action) => {
    const page = resource[action];
    return page ? [[action, behind(resource.name, action, page)] as const] : [];
  });
  return { ...resource, ...Object.fromEntries(pages) };
}

function behind(resource: string, action: string, page: NonNullable<ResourceProps['list']>): ComponentType {
  return function Guarded() {
    const viewer = useViewer();
    if (viewer && !mayDo(viewer.permissions, resource, action)) return <NoAccess />;
    return isValidElement(page) ? page : createElement(page as ComponentType);
  };
}
