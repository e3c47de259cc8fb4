import { SaxesParser } from 'saxes';
import { camtReader } from '@backhaul/domain/bank/camt';
import { Unreadable, type BankReader, type Found } from '@backhaul/domain/bank/entry';

/** More than any message names, and enough to fill memory with. */
const ATTRIBUTES_MAX = 50;

/** Reads CAMT from text, piece by piece. No document type: entities could name files, or grow without end. */
export function camtFile(): BankReader {
  const reader = camtReader();
  const parser = new SaxesParser({ xmlns: false, position: true });
  let found: Found[] = [];
  const local = (name: string) => name.slice(name.indexOf(':') + 1);
  parser.on('error', (error) => {
    throw new Unreadable(`This is no well-formed XML: ${reasonOf(error)}.`, parser.line);
  });
  parser.on('doctype', () => {
    throw new Unreadable('XML with a document type is not read.', parser.line);
  });
  parser.on('opentag', ({ name, attributes }) => {
    const entries = Object.entries(attributes).slice(0, ATTRIBUTES_MAX);
    reader.open(
      local(name),
      Object.fromEntries(entries.map(([key, value]) => [local(key), value])),
      parser.line,
    );
  });
  parser.on('text', (text) => reader.text(text));
  parser.on('cdata', (text) => reader.text(text));
  parser.on('closetag', () => {
    found.push(...reader.close(parser.line));
  });
  const taken = () => {
    const all = found;
    found = [];
    return all;
  };
  return {
    push(text) {
      parser.write(text);
      return taken();
    },
    end() {
      parser.close();
      return [...taken(), ...reader.end()];
    },
  };
}

/** saxes begins its words with a place that is told apart. */
function reasonOf(error: Error): string {
  return error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '');
}
