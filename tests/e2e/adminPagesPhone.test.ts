import { describe } from 'vitest';
import { PHONE } from '../support/browser.ts';
import { walkBackOffice } from './adminPages.ts';

// the language as browsers say it that a system without one has started; colours are those of the desktop's walk
describe('every page of the back office on a phone whose language is no language', () => {
  walkBackOffice({ viewport: PHONE, colours: false, languages: ['C'] });
});
