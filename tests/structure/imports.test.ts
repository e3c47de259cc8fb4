import { describe, expect, it } from 'vitest';
import { characters, sourceFiles, type SourceFile } from './source.ts';
import { circles } from './circles.ts';

const SERVER = 'server/src/';
/** Every source file of the server, named from its source folder. */
const files: SourceFile[] = sourceFiles('server/src').map((file) => ({
  ...file,
  name: file.name.slice(SERVER.length),
  imports: file.imports.map((to) => (to.startsWith(SERVER) ? to.slice(SERVER.length) : to)),
}));
/** The files that break a rule, to be read in the failure. */
const breaking = (breaks: (file: SourceFile) => boolean, exempt: string[] = []) =>
  files.filter((file) => !exempt.includes(file.name) && breaks(file)).map((file) => file.name);

describe('the layers of the server', () => {
  it('are all there', () => {
    expect(files.length).toBeGreaterThan(100);
  });

  it('the domain is pure: it imports nothing but itself, and reads no clock', () => {
    const domain = sourceFiles('server/domain');
    expect(domain.length).toBeGreaterThan(30);
    expect(
      domain.flatMap((file) =>
        file.imports
          .filter((to) => !to.startsWith('server/domain/'))
          .map((to) => `${file.name} -> ${to}`),
      ),
    ).toEqual([]);
    expect(
      domain
        .filter((file) => /Date\.now\(\)|new Date\(\)|Math\.random|process\./.test(file.text))
        .map((file) => file.name),
    ).toEqual([]);
  });

  it("only the boundary holds connections with the application's rights", () => {
    expect(
      breaking(
        (file) => /new PrismaClient\(|new pg\.Pool\(/.test(file.text),
        ['tenancy/boundary.ts'],
      ),
    ).toEqual([]);
    // single connections: the owner's while the server starts, and the one that listens for signals, which carry no data
    expect(
      breaking(
        (file) => /new pg\.Client\(/.test(file.text),
        [
          'platform/database.ts',
          'platform/migrate.ts',
          'platform/postgres.ts',
          'platform/signals.ts',
        ],
      ),
    ).toEqual([]);
    expect(
      breaking((file) => file.name.startsWith('modules/') && file.imports.includes('pg')),
    ).toEqual([]);
  });

  it('the platform and the boundary know nothing of the modules above them', () => {
    expect(
      breaking(
        (file) =>
          /^(platform|tenancy)\//.test(file.name) &&
          file.imports.some((to) => /^(modules|app|kit)\//.test(to)),
      ),
    ).toEqual([]);
  });

  it('a module asks the database by statements in its stores alone', () => {
    const asking = files.filter(
      ({ name, statements }) => name.startsWith('modules/') && statements.length,
    );
    expect(asking.length).toBeGreaterThan(50);
    expect(
      asking.flatMap(({ name, statements }) =>
        name.endsWith('.store.ts') ? [] : statements.map((line) => `${name}:${line}`),
      ),
    ).toEqual([]);
  });

  it("the index of custom fields' values is filled in one place, which looks up what they point to", () => {
    expect(
      breaking(
        (file) =>
          /insert into custom_value\b|index_own_fields\(|\bindexRows\(|\binsertIndexRows\(/.test(
            file.text,
          ),
        [
          'modules/fields/keys.ts',
          'modules/fields/valueIndex.store.ts',
          'modules/fields/valueIndex.ts',
        ],
      ),
    ).toEqual([]);
  });

  it('the environment is read in one place', () => {
    // the programs hand it to config.ts; the import asks npm where the person stood; processes that draw get next to nothing of it
    expect(
      breaking(
        (file) =>
          /process\.env/.test(file.text) && !/readConfig\([^)]*process\.env/.test(file.text),
        ['importMain.ts', 'platform/postgres.ts', 'platform/children.ts'],
      ),
    ).toEqual([]);
  });
});

describe('the files of the server and both apps', () => {
  const all = [
    'server/src',
    'server/domain',
    'admin-ui/src',
    'admin-ui/design',
    'customer-portal/src',
  ].flatMap(sourceFiles);
  /** Sentences, one a line: as long as there is to say. */
  const words = (file: SourceFile) => file.name.startsWith('customer-portal/src/words/');

  it('never lead back to themselves by their imports', () => {
    expect(circles(new Map(all.map((file) => [file.name, file.imports])))).toEqual([]);
  });

  it('have lines of at most 120 characters, the words of sentences and templates aside', () => {
    expect(
      all
        .filter((file) => file.longest.characters > 120)
        .map(({ name, longest }) => `${name}:${longest.line} has ${longest.characters}`),
    ).toEqual([]);
  });

  // counted without leading white space, so that air costs nothing and packing lines gains nothing
  it('hold one idea each: a file of at most 10,000 characters, a function of at most 3,000', () => {
    expect(
      all
        .filter((file) => !words(file) && characters(file.text) > 10_000)
        .map((file) => `${file.name}: ${characters(file.text)}`),
    ).toEqual([]);
    expect(
      all.flatMap((file) =>
        file.bodies
          .filter((body) => body.characters > 3000)
          .map((body) => `${file.name}: ${body.name} has ${body.characters}`),
      ),
    ).toEqual([]);
  });
});
