import { afterEach, describe, expect, it, vi } from 'vitest';
import { readerLocale, validLocale } from '../../admin-ui/design/src/index.ts';

const browser = (...languages: string[]) => {
  vi.stubGlobal('navigator', { languages, language: languages[0] });
};

describe('the language of a browser', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it.each([
    ['en-US@posix', 'en-US'],
    ['de_DE.UTF-8', 'de-DE'],
    ['zh-hant-tw', 'zh-Hant-TW'],
    ['C', null],
    ['POSIX', 'posix'],
    ['x-klingon', null],
    ['', null],
    ['*', null],
  ])('%s is taken as %s', (tag, locale) => {
    expect(validLocale(tag)).toBe(locale);
    if (locale) expect(() => new Intl.NumberFormat(locale)).not.toThrow();
  });

  it('is the first that can be used, of the words’ language where one is asked for, and English at last', () => {
    browser('C', 'de-AT', 'en-GB');
    expect(readerLocale()).toBe('de-AT');
    expect(readerLocale('en')).toBe('en-GB');
    expect(readerLocale('fr')).toBe('fr');
    browser('C');
    expect(readerLocale()).toBe('en');
    browser();
    vi.stubGlobal('navigator', { languages: [], language: undefined });
    expect(readerLocale()).toBe('en');
  });
});
