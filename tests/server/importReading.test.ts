import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { openFile } from '../../server/src/modules/imports/reading/open.ts';
import { zipOf } from '../support/files.ts';

const MAIN = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';
const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

/** A workbook of sheets, each the XML of its rows and what stands behind them. */
function workbook(sheets: Record<string, string>, claims: Record<string, number> = {}): Buffer {
  const names = Object.keys(sheets);
  return zipOf(
    {
      '[Content_Types].xml': `<Types><Override ContentType="${MAIN}"/></Types>`,
      'xl/workbook.xml': `<workbook ${NS} ${R}><sheets>${names
        .map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="r${i + 1}"/>`)
        .join('')}</sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': `<Relationships>${names
        .map((_, i) => `<Relationship Id="r${i + 1}" Target="worksheets/sheet${i + 1}.xml"/>`)
        .join('')}</Relationships>`,
      'xl/styles.xml': `<styleSheet ${NS}><numFmts><numFmt numFmtId="170" formatCode="dd\\.mm\\.yyyy"/></numFmts>
        <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="4"/></cellXfs></styleSheet>`,
      'xl/sharedStrings.xml': `<sst ${NS}><si><t>name</t></si><si><r><t>An</t></r><r><t>na</t></r><rPh><t>x</t></rPh></si></sst>`,
      ...Object.fromEntries(
        Object.values(sheets).map((xml, i) => [`xl/worksheets/sheet${i + 1}.xml`, xml]),
      ),
    },
    claims,
  );
}
const sheet = (rows: string, behind = '') =>
  `<worksheet ${NS}><sheetData>${rows}</sheetData>${behind}</worksheet>`;
async function read(bytes: Buffer, chosen = {}) {
  const file = await openFile(bytes, chosen);
  const rows = [];
  for await (const row of file.rows()) rows.push(row);
  return { ...file, rows };
}

describe('a workbook', () => {
  it('is read as it is stored: texts, days, formulas by their value, numbers in full', async () => {
    const { headings, rows, sheets } = await read(
      workbook({
        First: sheet(
          `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>since</t></is></c><c r="C1" t="str"><v>price</v></c><c r="D1" t="str"><v>phone</v></c></row>
           <row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" s="1"><v>46112</v></c><c r="C3"><f>1+1</f><v>19.9</v></c><c r="D3"><v>491701234567</v></c></row>
           <row r="4"><c r="B4" s="2"><v>46113.5</v></c><c r="C4" s="3"><v>1.234</v></c><c r="D4"><v>1E+25</v></c></row>`,
        ),
        Second: sheet('<row r="1"><c r="A1" t="str"><v>other</v></c></row>'),
      }),
    );
    expect([headings, sheets]).toEqual([
      ['name', 'since', 'price', 'phone'],
      ['First', 'Second'],
    ]);
    expect(rows).toEqual([
      { line: 3, cells: ['Anna', '2026-03-31', '19.9', '491701234567'], faults: {} },
      // a number with three decimals is never taken for thousands; a shortened one is no phone number later on
      { line: 4, cells: ['', '2026-04-01', '1.2340', '1E+25'], faults: {} },
    ]);
  });

  it('says at their cells what is merged and what shows an error', async () => {
    const { rows } = await read(
      workbook({
        First: sheet(
          `<row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row>
           <row r="2"><c r="A2" t="str"><v>x</v></c><c r="B2" t="e"><v>#N/A</v></c></row>
           <row r="3"><c r="A3" t="str"><v>y</v></c></row>`,
          '<mergeCells count="1"><mergeCell ref="A3:B3"/></mergeCells>',
        ),
      }),
    );
    expect(rows.map(({ faults }) => faults)).toEqual([
      { 1: 'the cell shows an error, #N/A' },
      { 0: 'the cells A3:B3 are merged: part them and say each value' },
    ]);
  });

  it('a sheet and the line of its headings can be chosen', async () => {
    const bytes = workbook({
      Cover: sheet('<row r="1"><c r="A1" t="str"><v>Report</v></c></row>'),
      Data: sheet(
        '<row r="2"><c r="A2" t="str"><v>title</v></c></row><row r="5"><c r="A5" t="str"><v>name</v></c></row><row r="6"><c r="A6" t="str"><v>Ann</v></c></row>',
      ),
    });
    const { headings, rows } = await read(bytes, { sheet: 'Data', headerRow: 5 });
    expect([headings, rows[0].cells]).toEqual([['name'], ['Ann']]);
    await expect(openFile(bytes, { sheet: 'None' })).rejects.toThrow('no such sheet');
  });

  it('that unpacks to more than it says, or to too much, or names others, is refused', async () => {
    const one = sheet('<row r="1"><c r="A1" t="str"><v>a</v></c></row>');
    const refused = 'save it as XLSX or CSV';
    await expect(read(workbook({ A: one }, { 'xl/worksheets/sheet1.xml': 10 }))).rejects.toThrow(
      refused,
    );
    await expect(
      read(workbook({ A: one }, { 'xl/worksheets/sheet1.xml': 600_000_000 })),
    ).rejects.toThrow(refused);
    await expect(read(workbook({ A: `<!DOCTYPE x [<!ENTITY a "b">]>${one}` }))).rejects.toThrow(
      refused,
    );
    await expect(read(Buffer.from('PK\u0003\u0004cut off'))).rejects.toThrow(refused);
  });
});

describe('a text', () => {
  it('has its lines counted as an editor counts them, quotes and empty lines respected', async () => {
    const { rows, delimiter } = await read(
      Buffer.from('\ufeffa;b\r\n\r\n"x\r\ny";1\r\nlast;2;3\r\nshort\r\n'),
    );
    expect(delimiter).toBe(';');
    expect(rows.map(({ line, cells }) => [line, ...cells])).toEqual([
      [3, 'x\r\ny', '1'],
      [5, 'last', '2'],
      [6, 'short', ''],
    ]);
    expect(rows.map(({ faults }) => faults)).toEqual([
      {},
      { 0: 'the row has 3 columns where the headings name 2' },
      { 0: 'the row has 1 columns where the headings name 2' },
    ]);
  });

  it('in UTF-16, Shift-JIS or a code of Windows is found out', async () => {
    const utf16 = Buffer.from('\ufeffname,city\nJörg,Köln\n', 'utf16le');
    expect(await read(utf16)).toMatchObject({
      encoding: 'UTF-16LE',
      rows: [{ cells: ['Jörg', 'Köln'] }],
    });
    const japanese = Buffer.from(
      `96bc914f2c8f5a8f8a0a${'8e52936391be98592c82b182f182c982bf82cd0a'.repeat(4)}`,
      'hex',
    );
    expect((await read(japanese)).encoding).toBe('Shift_JIS');
    const polish = Buffer.concat([
      Buffer.from('name\nWac'),
      Buffer.from([0xb3]),
      Buffer.from('aw\n'),
    ]);
    expect((await openFile(polish, { encoding: 'ISO-8859-2' })).encoding).toBe('ISO-8859-2');
  });
});
