import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { MODULES } from '../../server/src/app/modules.ts';
import { ROOT } from '../support/process.ts';
import { sourceFiles } from './source.ts';

const FOLDER = 'server/src/modules/';
const ranks = MODULES.map(({ name }) => name);
/** The module that a file of the server belongs to; undefined for the rest of the house. */
const moduleOf = (name: string): string | undefined =>
  name.startsWith(FOLDER) ? name.slice(FOLDER.length).split('/')[0] : undefined;
const files = sourceFiles('server/src');
/** Every import from one module, or from the rest of the house, of another module. */
const arrows = files.flatMap((file) =>
  file.imports.flatMap((to) => {
    const into = moduleOf(to);
    return into && into !== moduleOf(file.name) ? [{ file: file.name, to, into }] : [];
  }),
);

describe('the modules of the server', () => {
  it('are all in the list of the house, each once', () => {
    const folders = new Set(files.flatMap((file) => moduleOf(file.name) ?? []));
    expect([...ranks].sort()).toEqual([...folders].sort());
  });

  it('stand on the map of the README in the same order', () => {
    const map = readFileSync(path.join(ROOT, 'README.md'), 'utf8').split('```')[3];
    const at = map.indexOf('    modules/ ');
    const named = [...map.slice(at).matchAll(/^ {6}([a-z]+)\/ /gim)].map(([, name]) => name);
    expect(named).toEqual(ranks);
  });

  it('import only what stands before them in the list', () => {
    expect(
      arrows
        .filter(({ file, into }) => {
          const from = moduleOf(file);
          return from !== undefined && ranks.indexOf(into) >= ranks.indexOf(from);
        })
        .map(({ file, to }) => `${file} -> ${to}`),
    ).toEqual([]);
  });

  it('are entered by their door, index.ts, alone', () => {
    expect(
      arrows
        .filter(({ to, into }) => to !== `${FOLDER}${into}/index.ts`)
        .map(({ file, to }) => `${file} -> ${to}`),
    ).toEqual([]);
  });

  it('are known to nothing that they are built of', () => {
    expect(
      arrows
        .filter(
          ({ file }) =>
            !file.startsWith(FOLDER) && !/^server\/src\/(app\/|importMain\.ts$)/.test(file),
        )
        .map(({ file, to }) => `${file} -> ${to}`),
    ).toEqual([]);
  });

  it('the processes that draw and unpack import no door: they stay small', () => {
    expect(
      files
        .filter((file) => /modules\/(printing\/rendering\/|files\/drawerChild)/.test(file.name))
        .flatMap((file) =>
          file.imports.filter((to) => moduleOf(to) && moduleOf(to) !== moduleOf(file.name)),
        ),
    ).toEqual([]);
  });
});
