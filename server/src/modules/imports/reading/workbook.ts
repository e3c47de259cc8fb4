import type { ArchiveEntry } from '../../files/index.ts';
import { FileRefused, SAVE_OTHERWISE } from './refused.ts';
import { readXml } from './xml.ts';
import { entriesOf, textOf } from './zip.ts';

export interface Sheet {
  name: string;
  entry: ArchiveEntry;
}

/** What all sheets of a workbook share. */
export interface Workbook {
  bytes: Buffer;
  sheets: Sheet[];
  strings: string[];
  /** Which styles of cells show a day. */
  dayStyles: Set<number>;
  /** Days are counted from 1904, not from 1900. */
  from1904: boolean;
}

const STRINGS_MAX = 200_000_000;

/** Opens a workbook. Refuses what is none. */
export async function openWorkbook(bytes: Buffer): Promise<Workbook> {
  const entries = entriesOf(bytes);
  const at = (name: string) => {
    const entry = entries.get(name);
    return entry ? textOf(bytes, entry) : null;
  };
  const main = at('xl/workbook.xml');
  const related = at('xl/_rels/workbook.xml.rels');
  if (!main || !related) throw new FileRefused(SAVE_OTHERWISE);
  const targets = new Map<string, string>();
  await readXml(related, {
    open(name, { Id, Target }) {
      if (name === 'Relationship' && Id && Target)
        targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`);
    },
  });
  const sheets: Sheet[] = [];
  let from1904 = false;
  await readXml(main, {
    open(name, attributes) {
      if (name === 'workbookPr')
        from1904 = attributes.date1904 === '1' || attributes.date1904 === 'true';
      if (name !== 'sheet' || attributes.state === 'veryHidden') return;
      const entry = entries.get(targets.get(attributes['r:id'] ?? '') ?? '');
      if (entry && /worksheets\//.test(entry.name)) sheets.push({ name: attributes.name, entry });
    },
  });
  if (!sheets.length) throw new FileRefused('The workbook has no sheet with rows.');
  return {
    bytes,
    sheets,
    from1904,
    strings: await sharedStrings(at('xl/sharedStrings.xml')),
    dayStyles: await stylesOfDays(at('xl/styles.xml')),
  };
}

async function sharedStrings(pieces: AsyncIterable<string> | null): Promise<string[]> {
  const strings: string[] = [];
  if (!pieces) return strings;
  let text = '',
    size = 0,
    inText = false,
    inReading = false;
  await readXml(pieces, {
    open(name) {
      if (name === 'si') text = '';
      // how characters are said aloud stands beside them
      else if (name === 'rPh') inReading = true;
      else if (name === 't') inText = !inReading;
    },
    text(part) {
      if (inText) text += part;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') inReading = false;
      else if (name === 'si') {
        size += text.length;
        if (size > STRINGS_MAX) throw new FileRefused(SAVE_OTHERWISE);
        strings.push(text);
      }
    },
  });
  return strings;
}

/** The numbers of the formats for days that every workbook has. */
const BUILT_IN = new Set([14, 15, 16, 17, 22, 27, 30, 36, 50, 57]);

function showsDay(format: string): boolean {
  return /[yd]/i.test(format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''));
}

async function stylesOfDays(pieces: AsyncIterable<string> | null): Promise<Set<number>> {
  const formats = new Set(BUILT_IN);
  const days = new Set<number>();
  if (!pieces) return days;
  let inCells = false,
    style = 0;
  await readXml(pieces, {
    open(name, attributes) {
      if (name === 'numFmt' && showsDay(attributes.formatCode ?? ''))
        formats.add(Number(attributes.numFmtId));
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) {
        if (formats.has(Number(attributes.numFmtId))) days.add(style);
        style += 1;
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return days;
}
