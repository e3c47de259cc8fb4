import type sharp from 'sharp';

/** The library that draws pictures: 15 MB of memory, so it is loaded when the first picture comes. */
export async function drawing(): Promise<typeof sharp> { return (await import('sharp')).default; }

/** A picture with more is refused: it would fill the memory when it is drawn. */
export const PIXELS_MAX = 40_000_000;
const SIDE_MAX = 900;

/** A picture drawn anew as PNG: nothing of the uploaded file's own bytes reaches a document, and nothing larger than it is printed. null when it cannot be drawn. */
export async function printable(content: Buffer): Promise<Buffer | null> {
  try {
    const draw = await drawing();
    return await draw(content, { limitInputPixels: PIXELS_MAX }).rotate().resize(SIDE_MAX, SIDE_MAX, { fit: 'inside', withoutEnlargement: true }).toColourspace('srgb').png({ compressionLevel: 9 }).toBuffer();
  } catch { return null; }
}
