import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import { ROOT } from '../../../root.ts';
import { FONT_FOLDERS } from './fonts.ts';
import type { PageForm, Paper, SwissPart } from './protocol.ts';
import { qrSvg } from './qr.ts';
import type { PageTree } from './tree.ts';

const FOLDER = path.join(ROOT, 'server/src/modules/printing/rendering/layouts');
/** Every layout there ever was, by its number. */
const LAYOUTS: ReadonlyMap<number, string> = new Map(
  readdirSync(FOLDER)
    .filter((name) => /^\d+\.typ$/.test(name))
    .map((name) => [parseInt(name, 10), readFileSync(path.join(FOLDER, name), 'utf8')]),
);

/** What is drawn behind whatever layout a document has. */
const SWISS = readFileSync(path.join(FOLDER, '../swissBill.typ'), 'utf8');

export interface PageJob {
  layout: number;
  paper?: Paper;
  swiss?: SwissPart | null;
  tree: PageTree;
  title: string;
  author: string;
  lang: string;
  issuedAt: number;
  assets: readonly { path: string; bytes: Buffer }[];
  make?: PageForm;
}

/** A folder that does not exist: nothing can be read but what is mapped into it. */
let workspace = '';
let compiler: NodeCompiler | undefined;
function ready(): NodeCompiler {
  if (!compiler) {
    workspace = mkdtempSync(path.join(tmpdir(), 'backhaul-pages-'));
    compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontPaths: [...FONT_FOLDERS] }] });
    // only its name is needed: what is mapped exists in memory, and nothing else can lie there
    rmSync(workspace, { recursive: true, force: true });
  }
  return compiler;
}

/** PDF/A takes no character that cannot be shown; should one slip through, the document is made all the same. */
const STANDARDS = ['a-2a', undefined] as const;

function asFile(
  typst: NodeCompiler,
  document: NodeTypstDocument,
  issuedAt: number,
): { pdf: Buffer; standard: string } {
  let problem: unknown;
  for (const standard of STANDARDS) {
    try {
      return {
        pdf: typst.pdf(document, {
          creationTimestamp: issuedAt,
          ...(standard ? { pdfStandard: standard } : {}),
        }),
        standard: standard ?? '1.7',
      };
    } catch (error) {
      problem = error;
    }
  }
  throw problem;
}

/** What the compiler says, without the places of files. */
function diagnosed(found: readonly { message?: unknown }[] | undefined): string {
  return (
    (found ?? [])
      .map(({ message }) => String(message))
      .join('; ')
      .slice(0, 400) || 'unknown'
  );
}

function onWhite(svg: string): string {
  return svg.replace('>', '><rect width="100%" height="100%" fill="#fff"/>');
}

export interface Pages {
  pages: number;
  pdf?: Buffer;
  standard?: string;
  picture?: string;
}

/**
 * Draws a tree as PDF (A4 or a roll, tagged, PDF/A-2a), as a picture of the same pages, or both. The same
 * input gives the same bytes. The compiler remembers no more than the last document.
 */
export function drawPages({
  layout,
  paper = 'a4',
  swiss,
  tree,
  title,
  author,
  lang,
  issuedAt,
  assets,
  make = 'pdf',
}: PageJob): Pages {
  const program = LAYOUTS.get(layout);
  if (program === undefined) throw new Error(`There is no layout ${layout}.`);
  const typst = ready();
  try {
    typst.mapShadow(
      path.join(workspace, 'tree.json'),
      Buffer.from(JSON.stringify({ ...tree, paper, title, author, lang })),
    );
    for (const asset of assets) typst.mapShadow(path.join(workspace, asset.path), asset.bytes);
    if (swiss)
      typst.mapShadow(
        path.join(workspace, 'bill.json'),
        Buffer.from(JSON.stringify({ ...swiss, svg: qrSvg(swiss.payload) })),
      );
    const result = typst.compile({ mainFileContent: swiss ? `${program}\n${SWISS}` : program });
    const document = result.result;
    if (!document)
      throw new Error(
        `The page could not be drawn: ${diagnosed(result.takeError()?.shortDiagnostics)}`,
      );
    return {
      pages: document.numOfPages,
      ...(make === 'pdf' ? {} : { picture: onWhite(typst.plainSvg(document)) }),
      ...(make === 'picture' ? {} : asFile(typst, document, issuedAt)),
    };
  } finally {
    typst.resetShadow();
    // what the next document needs too (the program, the fonts) was used by this one; everything older goes
    typst.evictCache(1);
  }
}
