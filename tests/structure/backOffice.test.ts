import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { MODULES } from '../../server/src/app/modules.ts';
import { ROOT } from '../support/process.ts';
import { circles } from './circles.ts';
import { sourceFiles, type SourceFile } from './source.ts';

const ADMIN = 'admin-ui/src/';
/** Every file of the back office, named from its source folder. */
const files: SourceFile[] = sourceFiles('admin-ui/src').map((file) => ({
  ...file,
  name: file.name.slice(ADMIN.length),
  imports: file.imports.map((to) => (to.startsWith(ADMIN) ? to.slice(ADMIN.length) : to)),
}));
const folderOf = (name: string): string => (name.includes('/') ? name.split('/')[0] : '');

/** The modules in the order of the list, which is their rank. */
const text = readFileSync(path.join(ROOT, ADMIN, 'modules.ts'), 'utf8');
const [, list = ''] = /MODULES[^=]*= \[(.*?)\];/s.exec(text) ?? [];
const ranks = [...list.replaceAll(/\/\/.*/g, '').matchAll(/\w+/g)].map(([name]) => name);

/** The imports that break a rule, to be read in the failure. */
const breaking = (breaks: (from: string, to: string) => boolean) =>
  files.flatMap((file) =>
    file.imports.filter((to) => breaks(file.name, to)).map((to) => `${file.name} -> ${to}`),
  );

describe('the modules of the back office', () => {
  it('are all in the list, each with a door', () => {
    const folders = new Set(files.map(({ name }) => folderOf(name)));
    for (const other of ['', 'api', 'frame', 'kit']) folders.delete(other);
    expect([...folders].sort()).toEqual([...ranks].sort());
    const names = new Set(files.map(({ name }) => name));
    expect(ranks.filter((name) => !names.has(`${name}/index.ts`))).toEqual([]);
  });

  it('import only what stands before them, and only through its door', () => {
    expect(
      breaking((from, to) => {
        const [mine, theirs] = [ranks.indexOf(folderOf(from)), ranks.indexOf(folderOf(to))];
        if (mine < 0 || theirs < 0 || mine === theirs) return false;
        return theirs > mine || to !== `${folderOf(to)}/index.ts`;
      }),
    ).toEqual([]);
  });

  it('hang in the frame, and import nothing of it', () => {
    expect(
      breaking(
        (from, to) =>
          ranks.includes(folderOf(from)) && /^(frame\/|(App|main)\.tsx$|modules\.ts$)/.test(to),
      ),
    ).toEqual([]);
  });

  it('fetch their pages when these are opened: no door holds one', () => {
    const doors = files.filter(({ name }) => ranks.some((rank) => name === `${rank}/index.ts`));
    const early = doors.flatMap(({ name, text: source }) =>
      [...source.matchAll(/\bimport\('\.\/([^']+)'\)/g)].flatMap(([, page]) =>
        source.includes(`from './${page}'`) ? [`${name} -> ${page}`] : [],
      ),
    );
    expect(early).toEqual([]);
  });
});

describe('what the modules of the back office are built of', () => {
  it('knows no module: kit and api import none, the frame only hangs up what it is given', () => {
    expect(
      breaking(
        (from, to) =>
          ['api', 'frame', 'kit'].includes(folderOf(from)) &&
          (ranks.includes(folderOf(to)) || to === 'modules.ts'),
      ),
    ).toEqual([]);
    expect(
      breaking((from, to) => folderOf(from) === 'kit' && folderOf(to) === 'frame').concat(
        breaking((from, to) => folderOf(from) === 'api' && ['frame', 'kit'].includes(folderOf(to))),
      ),
    ).toEqual([]);
  });

  // the tree of partners is whose records a page shows, as the boundary is on the server
  it('asks the API for nothing but who is there and which partner is looked at', () => {
    const asking = files.filter(
      ({ name, text: source }) => /^(kit|frame)\//.test(name) && /\bgraphql\(`/.test(source),
    );
    expect(asking.map(({ name }) => name).filter((name) => !name.startsWith('kit/scope/'))).toEqual(
      ['kit/useBranding.ts'],
    );
  });

  it('has one form: react-admin’s on its pages of records apart, each is a SentForm', () => {
    const made = files.filter(({ text: source }) =>
      /component="form"|<form\b|<SimpleForm\b/.test(source),
    );
    expect(made.map(({ name }) => name).sort()).toEqual([
      'kit/form/FormPage.tsx',
      'kit/form/SentForm.tsx',
    ]);
  });

  it('sends every form by one hook: what asks the server by itself is a button', () => {
    const forms = files.filter(({ text: source }) =>
      /<(SentForm|ShortForm|SimpleForm|FormDialog)\b/.test(source),
    );
    expect(forms.length).toBeGreaterThan(30);
    expect(
      forms
        .filter(({ text: source }) => /\buse(Mutation|Create|Update|Login)\(/.test(source))
        .filter(({ text: source }) => !source.includes('useSubmit('))
        .map(({ name }) => name),
    ).toEqual([]);
  });

  it('names permissions that the server knows', () => {
    const known = new Set(MODULES.flatMap(({ permissions }) => Object.keys(permissions ?? {})));
    const named = files.flatMap(({ name, text: source }) =>
      [
        ...source.matchAll(
          /(?:useCan\(|needs: |needs: \[|includes\(|read: |write: |remove: |, )'([a-z-]+:[a-z-]+)'/g,
        ),
      ].map(([, permission]) => ({ name, permission })),
    );
    expect(named.length).toBeGreaterThan(80);
    expect(named.filter(({ permission }) => !known.has(permission))).toEqual([]);
  });
});

describe('the customer portal', () => {
  const portal = sourceFiles('customer-portal/src');

  it('has no circle, and takes what it shares by name', () => {
    expect(portal.length).toBeGreaterThan(50);
    expect(circles(new Map(portal.map((file) => [file.name, file.imports])))).toEqual([]);
    expect(
      portal.flatMap((file) =>
        file.imports
          .filter((to) => /^(server|admin-ui)\//.test(to))
          .map((to) => `${file.name} -> ${to}`),
      ),
    ).toEqual([]);
  });
});
