import { formatDate, formatMoney, formatPeriod, readerLocale } from '@backhaul/design';
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { en, type Words } from './en.ts';

export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];
export type LanguageChoice = Language | 'auto';

const KEY = 'language';
const isLanguage = (value: unknown): value is Language =>
  languages.some((language) => language === value);

/** English comes with the page; another language is fetched by those who read it. */
const load: Record<Language, () => Promise<Words>> = {
  en: () => Promise.resolve(en),
  de: () => import('./de.ts').then((module) => module.de),
};

function chosen(): LanguageChoice {
  const kept = localStorage.getItem(KEY);
  return isLanguage(kept) ? kept : 'auto';
}

function languageOf(choice: LanguageChoice): Language {
  if (choice !== 'auto') return choice;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en';
}

interface Speech {
  words: Words;
  /** For dates and amounts: the reader's own region of the language where the browser names one. */
  locale: string;
  choice: LanguageChoice;
  choose: (choice: LanguageChoice) => void;
  /** For amounts within a sentence, where no line may break behind the minus; alone they are `Money`. */
  money: (amount: string, currency: string) => string;
  date: (iso: string, look?: { weekday?: boolean; year?: boolean }) => string;
  /** A day to act on: with its weekday, and its year only when it is not this one. */
  day: (iso: string) => string;
  period: (from: string, to: string) => string;
}

const SpeechContext = createContext<Speech | null>(null);

/** The words and formats of the reader's language for everything below. */
export function WordsProvider({ children }: { children: ReactNode }) {
  const [choice, setChoice] = useState(chosen);
  const [loaded, setLoaded] = useState<{ language: Language; words: Words } | null>(
    languageOf(choice) === 'en' ? { language: 'en', words: en } : null,
  );
  const language = languageOf(choice);

  useEffect(() => {
    let current = true;
    // When the words can't be fetched, English is better than an empty page.
    load[language]().then(
      (words) => {
        if (current) setLoaded({ language, words });
      },
      () => {
        if (current) setLoaded((kept) => kept ?? { language: 'en', words: en });
      },
    );
    return () => {
      current = false;
    };
  }, [language]);

  const speech = useMemo<Speech | null>(() => {
    if (!loaded) return null;
    const locale = readerLocale(loaded.language);
    return {
      words: loaded.words,
      locale,
      choice,
      choose: (next) => {
        if (next === 'auto') localStorage.removeItem(KEY);
        else localStorage.setItem(KEY, next);
        setChoice(next);
      },
      money: (amount, currency) => formatMoney(amount, currency, locale).replace('−', '−\u2060'),
      date: (iso, look) => formatDate(iso, locale, look),
      day: (iso) =>
        formatDate(iso, locale, {
          weekday: true,
          year: iso.slice(0, 4) !== String(new Date().getFullYear()),
        }),
      period: (from, to) => formatPeriod(from, to, locale),
    };
  }, [loaded, choice]);

  useEffect(() => {
    if (loaded) document.documentElement.lang = loaded.language;
  }, [loaded]);
  return speech && <SpeechContext.Provider value={speech}>{children}</SpeechContext.Provider>;
}

export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (!speech) throw new Error('useSpeech needs a WordsProvider above it');
  return speech;
}

export const useWords = (): Words => useSpeech().words;
