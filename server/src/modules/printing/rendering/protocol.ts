import type { TemplateProblem } from './problems.ts';

/** A picture that a template may name as asset:<name>. */
export interface RenderAsset {
  name: string;
  type: 'png' | 'jpg';
  bytes: Uint8Array;
}

/** A4, or a roll of 80 mm: black only, as long as what stands on it. */
export type Paper = 'a4' | 'roll';

/** The payment part of a Swiss QR-bill, drawn on a page of its own behind the others. */
export interface SwissPart {
  words: Readonly<
    Record<
      | 'payment'
      | 'account'
      | 'reference'
      | 'additional'
      | 'currency'
      | 'amount'
      | 'receipt'
      | 'acceptance'
      | 'separate'
      | 'payableBy'
      | 'payableByHand'
      | 'code',
      string
    >
  >;
  /** What a scanner reads. */
  payload: string;
  iban: string;
  creditor: string[];
  /** Null: to be written by hand. */
  debtor: string[] | null;
  amount: string;
  currency: string;
  reference: string;
  message: string;
}

export type PageForm = 'pdf' | 'picture' | 'both';

/** What the renderer is asked for. data: plain JSON as text, so that nothing in it can be called. */
export type RenderJob = { id: number } & (
  | { op: 'check'; source: string; subject: string | null }
  | {
      op: 'render';
      page: boolean;
      /** A4 when not said. */
      paper?: Paper;
      swiss?: SwissPart | null;
      source: string;
      subject: string | null;
      data: string;
      title: string;
      author: string;
      lang: string;
      layout: number;
      /** Seconds since 1970, printed nowhere but in the file's own facts. */
      issuedAt: number;
      assets: RenderAsset[];
      /** What a page becomes: the file, a picture of its pages for the screen, or both; the file when not said. */
      make?: PageForm;
      /** Only the filled template, for measurements beside a browser. */
      htmlOnly?: boolean;
    }
);

export interface RenderAnswer {
  ok: boolean;
  problem?: string;
  problems?: TemplateProblem[];
  subjectProblems?: TemplateProblem[];
  pdf?: Uint8Array;
  pages?: number;
  standard?: string;
  /** SVG, the pages below one another. */
  picture?: string;
  subject?: string;
  html?: string;
  text?: string;
}
