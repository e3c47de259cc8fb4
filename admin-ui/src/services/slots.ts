import type { ComponentType } from 'react';
import type { Permission } from '../api/access.ts';
import type { ServiceRowFragment } from '../generated/graphql.ts';
import type { ChosenPart } from '../kit/list/chosen.ts';
import { slot } from '../kit/office/slots.ts';

/** What can be done with the services that are ticked. */
export const chosenServices = slot<ChosenPart<ServiceRowFragment>>('actions on services');
/** What can be done with all services that the list's filters find. */
export const foundServices = slot<{ needs: Permission; Part: ComponentType }>(
  'actions on found services',
);
