import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { FileRefused, SAVE_OTHERWISE } from './refused.ts';

export interface XmlEvents {
  open?(name: string, attributes: SaxesTagPlain['attributes']): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Reads XML piece by piece, names without their prefixes; returns how to feed it. Refuses a document type. */
export function xmlReader(events: XmlEvents): { write(text: string): void; end(): void } {
  const parser = new SaxesParser();
  const refuse = () => {
    throw new FileRefused(SAVE_OTHERWISE);
  };
  const local = (name: string) => name.slice(name.indexOf(':') + 1);
  parser.on('doctype', refuse);
  parser.on('error', refuse);
  parser.on('opentag', ({ name, attributes }) => events.open?.(local(name), attributes));
  parser.on('text', (text) => events.text?.(text));
  parser.on('closetag', ({ name }) => events.close?.(local(name)));
  return {
    write: (text) => {
      parser.write(text);
    },
    end: () => {
      parser.close();
    },
  };
}

/** Reads a part of an archive whole. */
export async function readXml(pieces: AsyncIterable<string>, events: XmlEvents): Promise<void> {
  const reader = xmlReader(events);
  for await (const piece of pieces) reader.write(piece);
  reader.end();
}
