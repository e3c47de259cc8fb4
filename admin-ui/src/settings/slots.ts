import type { Permission } from '../api/access.ts';
import { slot } from '../kit/office/slots.ts';

interface SettingsArea {
  to: string;
  title: string;
  about: string;
  /** None: everybody's. */
  needs?: Permission;
  /** Where it stands among the others, smallest first. */
  place: number;
}

/** The rooms behind the settings door. */
export const settingsAreas = slot<SettingsArea>('areas of the settings');
