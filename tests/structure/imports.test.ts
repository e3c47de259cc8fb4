import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/process.ts';

const SOURCE = path.join(ROOT, 'server/src');
interface File { name: string; text: string; imports: string[] }

/** Every source file of the server, its imports as paths inside of it or as package names. */
const files: File[] = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.startsWith('generated'))
  .map((name) => {
    const text = readFileSync(path.join(SOURCE, name), 'utf8');
    const imports = [...text.matchAll(/(?:from|import)\s*\(?'([^']+)'/g)].map(([, to]) => (to.startsWith('.') ? path.join(path.dirname(name), to) : to));
    return { name, text, imports };
  });
/** The files that break a rule, to be read in the failure. */
const breaking = (breaks: (file: File) => boolean, exempt: string[] = []) => files.filter((file) => !exempt.includes(file.name) && breaks(file)).map((file) => file.name);

describe('the layers of the server', () => {
  it('are all there', () => { expect(files.length).toBeGreaterThan(100); });

  it('the domain is pure: it imports nothing but itself, and reads no clock', () => {
    const domain = files.filter((file) => file.name.startsWith('domain/'));
    expect(domain.flatMap((file) => file.imports.filter((to) => !to.startsWith('domain/')).map((to) => `${file.name} -> ${to}`))).toEqual([]);
    expect(domain.filter((file) => /Date\.now\(\)|new Date\(\)|Math\.random|process\./.test(file.text)).map((file) => file.name)).toEqual([]);
  });

  it('only the boundary holds connections with the application\'s rights', () => {
    expect(breaking((file) => /new PrismaClient\(|new pg\.Pool\(/.test(file.text), ['tenancy/boundary.ts'])).toEqual([]);
    // single connections: the owner's while the server starts, and the one that listens for signals, which carry no data
    expect(breaking((file) => /new pg\.Client\(/.test(file.text), ['platform/database.ts', 'platform/migrate.ts', 'platform/postgres.ts', 'platform/signals.ts'])).toEqual([]);
    expect(breaking((file) => file.name.startsWith('modules/') && file.imports.includes('pg'))).toEqual([]);
  });

  it('the platform and the boundary know nothing of the modules above them', () => {
    expect(breaking((file) => /^(platform|tenancy)\//.test(file.name) && file.imports.some((to) => /^(modules|graphql|worker)\//.test(to)))).toEqual([]);
  });

  it("the index of custom fields' values is filled in one place, which looks up what they point to", () => {
    expect(breaking((file) => /insert into custom_value\b|index_own_fields\(|\bindexRows\(/.test(file.text), ['modules/customFields/keys.ts', 'modules/customFields/valueIndex.ts'])).toEqual([]);
  });

  it('the environment is read in one place', () => {
    // the programs hand it to config.ts; the import asks npm where the person stood; processes that draw get next to nothing of it
    expect(breaking((file) => /process\.env/.test(file.text) && !/readConfig\([^)]*process\.env/.test(file.text), ['platform/postgres.ts', 'platform/children.ts'])).toEqual([]);
  });

  it('one idea per file: none beyond 300 lines, no function beyond 90', () => {
    expect(breaking((file) => file.text.split('\n').length > 300)).toEqual([]);
    expect(files.flatMap((file) => longFunctions(file, 90))).toEqual([]);
  });
});

/** Functions and methods by their first and last line: what closes at the depth where a declaration opened. */
function longFunctions({ name, text }: File, most: number): string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, from) => {
    const opened = /^(\s*)(?:export )?(?:default )?(?:async )?(?:function\*? (\w+)|(?:private |public |static |async )*(\w+)\(.*\{$|const (\w+) = .*=> \{$)/.exec(line);
    if (!opened || !line.trimEnd().endsWith('{')) return [];
    const length = lines.slice(from + 1).findIndex((later) => later.startsWith(`${opened[1]}}`)) + 2;
    return length > most ? [`${name}: ${opened[2] ?? opened[3] ?? opened[4]} has ${length} lines`] : [];
  });
}
