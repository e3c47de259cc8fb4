import { describe } from 'vitest';
import { PHONE } from '../support/browser.ts';
import { walkBackOffice } from './adminPages.ts';

describe('every page of the back office on a phone, in both colour schemes', () => {
  walkBackOffice({ viewport: PHONE });
});
