import type { ScopedSql } from '../../tenancy/boundary.ts';
import { drawer, type FileMeta, keepPrinted, loadFileMeta } from '../files/index.ts';
import { PictureCache } from './pictureCache.ts';
import { drawnBefore, uploaded } from './pictures.store.ts';
import { placeOf, problemText } from './rendering/problems.ts';
import type { RenderAsset } from './rendering/protocol.ts';
import { got } from '../../platform/must.ts';

/** How many different pictures a template shows, beside the logo. */
const PICTURES_MAX = 5;
const NAMED = /asset:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/g;

interface Named {
  id: string;
  index: number;
}

/**
 * The pictures that a source names, each where it does first; one more than allowed at most. Read from the source alone:
 * what a variable says when it is filled in names none.
 */
function namedIn(source: string): Named[] {
  const found = new Map<string, number>();
  for (const { 1: id, index } of source.matchAll(NAMED)) {
    if (!found.has(id)) found.set(id, index);
    if (found.size > PICTURES_MAX) break;
  }
  return [...found].map(([id, index]) => ({ id, index }));
}

interface Usable {
  drawn: Map<string, Buffer>;
  files: Map<string, FileMeta>;
}

/**
 * What a template of the partner can show: its own files and those of partners above it, as far as
 * the scope sees them or a template shows them already. A customer's file is nobody's decoration.
 */
async function usable(
  sql: ScopedSql,
  named: readonly Named[],
  partnerPath: string,
): Promise<Usable> {
  const ids = named.map(({ id }) => id);
  const files = (await loadFileMeta(sql, ids)).filter(
    (file) =>
      !file.customerId &&
      file.type.startsWith('image/') &&
      partnerPath.startsWith(file.partnerPath),
  );
  return {
    drawn: new Map(
      (await drawnBefore(sql, ids, partnerPath)).map(({ id, content }) => [id, content]),
    ),
    files: new Map(files.map((file) => [file.id, file])),
  };
}

/** Nobody learns of somebody else's files: one that is not there is told in the same words. */
const NOT_YOURS = 'there is no such picture of yours: upload it as PNG, JPEG, WebP or GIF';

function problemsOf(source: string, named: readonly Named[], { drawn, files }: Usable): string[] {
  const at = (index: number, problem: string) =>
    problemText({ ...placeOf(source, index), problem });
  const over = named
    .slice(PICTURES_MAX)
    .map(({ index }) => at(index, `a template shows ${PICTURES_MAX} different pictures at most`));
  return [
    ...named
      .slice(0, PICTURES_MAX)
      .filter(({ id }) => !drawn.has(id) && !files.has(id))
      .map(({ index }) => at(index, NOT_YOURS)),
    ...over,
  ];
}

const damaged = (source: string, { index }: Named) =>
  problemText({
    ...placeOf(source, index),
    problem: 'this picture cannot be drawn: it is damaged',
  });

/**
 * Draws what a template shows, for all that will be printed with it; what is wrong with it, with
 * line and column, when that cannot be.
 */
export async function keepPictures(
  sql: ScopedSql,
  source: string,
  partnerPath: string,
): Promise<string[]> {
  const named = namedIn(source);
  if (!named.length) return [];
  const found = await usable(sql, named, partnerPath);
  const problems = problemsOf(source, named, found);
  if (problems.length) return problems;
  for (const each of named)
    if (!found.drawn.has(each.id) && !(await keepPrinted(sql, got(found.files, each.id))))
      problems.push(damaged(source, each));
  return problems;
}

/** What was drawn for previews, and is asked for again with every change of the source. */
const tried = new PictureCache();

/** The pictures of a template that is not stored, drawn and not kept; what is wrong with them, with line and column. */
export async function tryPictures(
  sql: ScopedSql,
  source: string,
  partnerPath: string,
): Promise<{ problems: string[]; assets: RenderAsset[] }> {
  const named = namedIn(source);
  if (!named.length) return { problems: [], assets: [] };
  const found = await usable(sql, named, partnerPath);
  const problems = problemsOf(source, named, found);
  const assets: RenderAsset[] = [];
  if (!problems.length) {
    for (const each of named) {
      const bytes =
        found.drawn.get(each.id) ?? (await tried.get(each.id, () => drawNow(sql, each.id)));
      if (bytes) assets.push({ name: each.id, type: 'png', bytes });
      else problems.push(damaged(source, each));
    }
  }
  return { problems, assets };
}

async function drawNow(sql: ScopedSql, id: string): Promise<Buffer | null> {
  const content = await uploaded(sql, id);
  return content && drawer.print(content);
}

const kept = new PictureCache();

/**
 * The pictures of a template in use, as they were drawn when it was stored; of the scope's partner
 * or known to it from above.
 */
export async function templatePictures(sql: ScopedSql, source: string): Promise<RenderAsset[]> {
  const { scope } = sql;
  const named = namedIn(source).slice(0, PICTURES_MAX);
  if (!named.length || scope.kind === 'nobody') return [];
  const assets: RenderAsset[] = [];
  for (const { id } of named) {
    const bytes = await kept.get(
      `${scope.path} ${id}`,
      async () => (await drawnBefore(sql, [id], scope.path)).at(0)?.content ?? null,
    );
    if (bytes) assets.push({ name: id, type: 'png', bytes });
  }
  return assets;
}
