import { DOCUMENTS } from './builtIn/documents.ts';
import { MAILS } from './builtIn/mails.ts';
import type { TemplateKind, TemplateSource } from './kinds.ts';

/** What everybody begins with: the templates of the product itself. */
export const BUILT_IN: Readonly<Record<TemplateKind, TemplateSource>> = { ...DOCUMENTS, ...MAILS };
