import { parse, stripIgnoredCharacters } from 'graphql';
import type { Plugin } from 'vite';
import * as generated from './src/generated/graphql.ts';

/** Operations as the code writes them, alone or as what is read of a kind: graphql(`...`). */
const WRITTEN = /\bgraphql\(\s*`([^`]+)`\s*,?\s*\)/g;
const IMPORTED = /^import \{ graphql \} from '[./]+\/generated\/index\.ts';$/m;

/**
 * Puts the text of an operation, with its fragments, where the operation is written. Without it every page would wait for a table of
 * the texts of all pages, and both grow with the product.
 */
export function documentsInPlace(): Plugin {
  return {
    name: 'documents-in-place',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /\/src\/.*\.tsx?$/, code: 'graphql(' },
      handler(code) {
        if (!IMPORTED.test(code)) return undefined;
        return {
          code: code
            .replace(IMPORTED, '')
            .replaceAll(WRITTEN, (_, source: string) => JSON.stringify(textOf(source))),
          map: null,
        };
      },
    },
  };
}

/** The text that is sent for an operation, or nothing for a fragment, which is part of those that spread it. */
function textOf(source: string): string {
  const [definition] = parse(source).definitions;
  if (definition.kind !== 'OperationDefinition') return '';
  const name = `${definition.name?.value}Document`;
  const text: unknown = Object.entries(generated).find(([exported]) => exported === name)?.[1];
  if (!text) throw new Error(`${name} is not generated yet`);
  return stripIgnoredCharacters(String(text));
}
