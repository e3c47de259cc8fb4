import type { Module } from '../../kit/module.ts';

export const templates: Module = {
  name: 'templates',
};

export { BUILT_IN } from './builtIn.ts';
export { forReversed } from './builtIn/documents.ts';
export { isPdfKind, isRollKind, TemplateKind, type TemplateSource } from './kinds.ts';
export { LAYOUT } from './layout.ts';
export { speaks, WORDS } from './words/index.ts';
export { MAIL_WORDS } from './words/mails/index.ts';
export {
  type DrawnSource,
  loadTemplates,
  printedWith,
  type PrintedWith,
} from './templates.store.ts';
