import type sharp from 'sharp';

/** The library that draws pictures: 15 MB of memory, so it is loaded when the first picture comes. */
export async function drawing(): Promise<typeof sharp> {
  return (await import('sharp')).default;
}

/** A picture with more is refused. */
const PIXELS_MAX = 40_000_000;
/** Nor is one drawn that takes more memory than this when it is unpacked: its pixels, each channel as deep as it is. */
const DECODED_MAX = 160 * 1024 * 1024;
const SIDE_MAX = 900;
const DEPTHS: Record<string, number> = { uchar: 1, char: 1, ushort: 2, short: 2 };

/** What a picture says of itself; of an animation, of one of its pictures. */
export interface PictureFacts {
  format: string;
  width: number;
  height: number;
}

/**
 * The memory that unpacking takes, in bytes, as far as the header tells. What is interlaced or
 * progressive comes in passes over the whole picture, which are kept beside the result.
 */
function decodedBytes({
  width,
  height,
  channels = 4,
  depth = '',
  isProgressive,
}: {
  width: number;
  height: number;
  channels?: number;
  depth?: string;
  isProgressive?: boolean;
}): number {
  return width * height * channels * (DEPTHS[depth] ?? 8) * (isProgressive ? 2 : 1);
}

/** null for what is too large to be unpacked, and for what is no picture. Reads the header only. */
async function measured(content: Buffer): Promise<PictureFacts | null> {
  // the surface that a GIF claims; its pictures may be smaller
  if (
    /^GIF8[79]a/.test(content.toString('latin1', 0, 6)) &&
    content.length > 10 &&
    content.readUInt16LE(6) * content.readUInt16LE(8) > PIXELS_MAX
  )
    return null;
  const draw = await drawing();
  const { format, width, height, pageHeight, channels, depth, isProgressive } = await draw(
    content,
    { limitInputPixels: false },
  ).metadata();
  const one = { width, height: pageHeight ?? height };
  if (
    !format ||
    !one.width ||
    !one.height ||
    one.width * one.height > PIXELS_MAX ||
    decodedBytes({ ...one, channels, depth, isProgressive }) > DECODED_MAX
  )
    return null;
  return { format, ...one };
}

/** What a picture is, when it is not huge and whole; null else. */
export async function inspect(content: Buffer): Promise<PictureFacts | null> {
  const found = await measured(content);
  if (!found) return null;
  const draw = await drawing();
  // drawn once, small: a header alone says nothing of a picture that breaks off
  await draw(content, { limitInputPixels: PIXELS_MAX, failOn: 'truncated' })
    .resize(8, 8)
    .raw()
    .toBuffer();
  return found;
}

/**
 * A picture drawn anew as PNG: nothing of the uploaded file's own bytes reaches a document, and
 * nothing larger than it is printed.
 */
export async function print(content: Buffer): Promise<Buffer | null> {
  if (!(await measured(content))) return null;
  const draw = await drawing();
  return draw(content, { limitInputPixels: PIXELS_MAX })
    .rotate()
    .resize(SIDE_MAX, SIDE_MAX, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .png({ compressionLevel: 9 })
    .toBuffer();
}
