import { createElement, type ComponentType } from 'react';
import type { ResourceProps } from 'react-admin';
import { useViewer } from '../kit/index.ts';
import { useOffice } from '../kit/office/context.ts';
import type { Resource } from '../kit/office/module.ts';
import { NoAccess } from '../kit/pages.tsx';

const actions = ['list', 'create', 'edit', 'show'] as const;

/**
 * The pages of a resource, each for those who may do what it is for: nobody fills in a form that
 * the server will refuse.
 */
export function guarded(resource: Resource): ResourceProps {
  const pages = actions.flatMap((action) => {
    const page = resource[action];
    return page ? [[action, behind(resource.name, action, page)] as const] : [];
  });
  return {
    name: resource.name,
    options: { label: resource.label },
    ...(resource.represent
      ? { recordRepresentation: resource.represent as string | ((record: object) => string) }
      : {}),
    ...Object.fromEntries(pages),
  };
}

function behind(
  resource: string,
  action: (typeof actions)[number],
  page: ComponentType,
): ComponentType {
  return function Guarded() {
    const viewer = useViewer();
    const { mayDo } = useOffice();
    if (viewer && !mayDo(viewer.permissions, resource, action)) return <NoAccess />;
    return createElement(page);
  };
}
