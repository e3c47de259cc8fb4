import { describe } from 'vitest';
import { DESKTOP } from '../support/browser.ts';
import { walkBackOffice } from './adminPages.ts';

describe('every page of the back office on a desktop', () => {
  walkBackOffice({ viewport: DESKTOP });
});
