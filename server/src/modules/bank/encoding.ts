/** How much of a file tells its encoding and format. */
export const HEAD = 64 * 1024;

/**
 * Finds out what a file is written in, piece by piece: by its mark, by what its XML declares, else
 * UTF-8 where all of it is that, else Windows-1252, which Latin-1 is a part of.
 */
export function encodingSeen() {
  let head = Buffer.alloc(0);
  const strict = new TextDecoder('utf-8', { fatal: true });
  let isUtf8 = true;
  return {
    see(chunk: Buffer): void {
      if (head.length < HEAD) head = Buffer.concat([head, chunk.subarray(0, HEAD - head.length)]);
      if (!isUtf8) return;
      try {
        strict.decode(chunk, { stream: true });
      } catch {
        isUtf8 = false;
      }
    },
    /** cut: what was seen is a beginning, which may end within a character. */
    encoding(cut = false): string {
      if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
      if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
      const [first, second] = [0, 1].map((odd) => zerosAt(head.subarray(0, 400), odd));
      if (second > 100 && !first) return 'utf-16le';
      if (first > 100 && !second) return 'utf-16be';
      const declared = /^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([\w-]{1,30})["']/.exec(
        head.subarray(0, 300).toString('latin1'),
      )?.[1];
      if (declared && !/^utf-?8$/i.test(declared) && known(declared)) return declared.toLowerCase();
      return isUtf8 && (cut || endsWell(strict)) ? 'utf-8' : 'windows-1252';
    },
  };
}

function zerosAt(bytes: Buffer, odd: number): number {
  let zeros = 0;
  for (let at = odd; at < bytes.length; at += 2) if (bytes[at] === 0) zeros += 1;
  return zeros;
}

function endsWell(decoder: TextDecoder): boolean {
  try {
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

function known(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== '';
  } catch {
    return false;
  }
}
