import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const here = createRequire(import.meta.url);
const WEIGHTS = ['400Regular', '600SemiBold', '700Bold'];
const TWO = ['400Regular', '700Bold'];

function google(name: string, weights: readonly string[]): string[] {
  const folder = path.dirname(here.resolve(`@expo-google-fonts/${name}/package.json`));
  return weights.map((weight) => path.join(folder, weight));
}
const JAPANESE = google('biz-udpgothic', TWO);

/**
 * The fonts of documents, from packages: Latin, Greek, Cyrillic and Devanagari; Arabic; Hebrew; Thai; Japanese and what
 * Chinese shares with it; Chinese; Korean; emoji. A font's file is read when a document first needs it.
 */
export const FONT_FOLDERS: readonly string[] = [
  ...google('noto-sans', [...WEIGHTS, '400Regular_Italic', '700Bold_Italic']),
  ...google('noto-sans-arabic', WEIGHTS),
  ...google('noto-sans-hebrew', WEIGHTS),
  ...google('noto-sans-thai', WEIGHTS),
  ...JAPANESE,
  path.resolve(path.dirname(here.resolve('@embedpdf/fonts-sc')), '../fonts'),
  ...google('nanum-gothic', TWO),
  ...google('noto-emoji', TWO),
];

function bytesAt(file: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  readSync(file, bytes, 0, length, at);
  return bytes;
}

/** A font's table of characters (cmap), alone: the outlines are not read. */
function characterTable(place: string): Buffer | null {
  const file = openSync(place, 'r');
  try {
    const head = bytesAt(file, 0, 12);
    const directory = bytesAt(file, 12, head.readUInt16BE(4) * 16);
    for (let at = 0; at < directory.length; at += 16)
      if (directory.toString('latin1', at, at + 4) === 'cmap')
        return bytesAt(file, directory.readUInt32BE(at + 8), directory.readUInt32BE(at + 12));
    return null;
  } finally {
    closeSync(file);
  }
}

/** Which characters there are, one bit each. */
class Characters {
  private readonly bits = new Uint8Array(0x110000 / 8);
  has(code: number): boolean {
    return (this.bits[code >> 3] & (1 << (code & 7))) !== 0;
  }
  private add(code: number): void {
    this.bits[code >> 3] |= 1 << (code & 7);
  }

  /** Adds what the fonts of a folder can show, in the two forms that every Unicode table has. */
  addFolder(folder: string): void {
    for (const name of readdirSync(folder)) {
      const table = /\.(ttf|otf)$/i.test(name) ? characterTable(path.join(folder, name)) : null;
      if (!table) continue;
      for (let i = 0; i < table.readUInt16BE(2); i++) {
        const at = table.readUInt32BE(8 + i * 8);
        if (table.readUInt16BE(at) === 12) this.addRanges(table, at);
        else if (table.readUInt16BE(at) === 4) this.addSegments(table, at);
      }
    }
  }

  private addRanges(table: Buffer, at: number): void {
    for (let i = 0, range = at + 16; i < table.readUInt32BE(at + 12); i++, range += 12)
      for (let code = table.readUInt32BE(range); code <= table.readUInt32BE(range + 4); code++)
        this.add(code);
  }

  private addSegments(table: Buffer, at: number): void {
    const size = table.readUInt16BE(at + 6);
    for (let i = 0; i < size; i += 2) {
      const [end, start] = [
        table.readUInt16BE(at + 14 + i),
        table.readUInt16BE(at + 16 + size + i),
      ];
      const delta = table.readUInt16BE(at + 16 + 2 * size + i),
        offset = at + 16 + 3 * size + i,
        range = table.readUInt16BE(offset);
      for (let code = start; code <= end && code < 0xffff; code++) {
        const glyph = range ? table.readUInt16BE(offset + range + 2 * (code - start)) : code;
        if (glyph && (glyph + delta) & 0xffff) this.add(code);
      }
    }
  }
}

let known: { all: Characters; japanese: Characters } | undefined;
function characters(): { all: Characters; japanese: Characters } {
  if (!known) {
    known = { all: new Characters(), japanese: new Characters() };
    for (const folder of FONT_FOLDERS) known.all.addFolder(folder);
    for (const folder of JAPANESE) known.japanese.addFolder(folder);
  }
  return known;
}

/** What every font of ours has, and most documents have nothing else. */
const ORDINARY =
  /^[\n\u0020-\u007e\u00a0-\u017f\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac\u2212]*$/;
/** Marks that show nothing of themselves: they join, divide and turn what stands beside them. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{White_Space}]/u;
const MISSING = '\ufffd';

/**
 * Text as it can be printed: a character that no font has becomes the sign for one, because what cannot be shown may not
 * stand in PDF/A. chinese: whether its characters are Chinese ones that Japanese does not have.
 */
export function printable(text: string): { text: string; chinese: boolean } {
  if (ORDINARY.test(text)) return { text, chinese: false };
  const { all, japanese } = characters();
  let shown = '',
    chinese = false;
  for (const character of text.replace(/\p{Cc}+/gu, ' ')) {
    const code = character.codePointAt(0)!;
    const there = all.has(code) || UNSEEN.test(character);
    if (there && !japanese.has(code) && /\p{Script=Han}/u.test(character)) chinese = true;
    shown += there ? character : MISSING;
  }
  return {
    text: shown,
    chinese: chinese && !/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text),
  };
}
