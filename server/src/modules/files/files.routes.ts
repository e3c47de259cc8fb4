import busboy from 'busboy';
import type { Express, Request, Response } from 'express';
import type { App } from '../../kit/app.ts';
import { isId } from '../../kit/input.ts';
import { uploadPurpose, type UploadPurpose } from '../../kit/upload.ts';
import { visitors } from '../access/index.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { Viewer } from '../../kit/viewer.ts';
import { detect } from './detect.ts';
import type { Detected } from './detected.ts';
import { storeFile } from './files.service.ts';
import {
  attachedFile,
  fileInScope,
  inheritedLogo,
  notedFile,
  type StoredFile,
} from './files.store.ts';
import { got } from '../../platform/must.ts';

/** What hangs on records: pictures, papers. Other purposes have their own limits. */
const ATTACHED = { sizeMax: 20 * 1024 * 1024, tooLarge: 'A file may have 20 MB at most.' };
/**
 * What somebody sends beyond the limit is read and thrown away up to so many times the limit, so
 * that the refusal arrives; then the line is cut.
 */
const PATIENCE = 5;
/** What all uploads together may keep in memory, and how many one account sends side by side. */
const MEMORY_MAX = 160 * 1024 * 1024,
  AT_ONCE = 6;
/** Only these are shown in the browser; everything else is saved. */
const INLINE: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif']);

function refuse(res: Response, status: number, message: string): void {
  res.status(status).json({ error: message });
}

/**
 * POST /files (multipart, part `file`, 20 MB or what ?purpose= allows) and GET /files/<id>, with the
 * API's authorization.
 */
export function fileRoutes(app: App, express: Express): void {
  express.post('/files', (req, res, next) => {
    upload(app, req, res).catch(next);
  });
  express.get('/files/:id', (req, res, next) => {
    download(app, req, res).catch(next);
  });
}

interface Part {
  name: string;
  bytes: Buffer;
  tooLarge: boolean;
}
/** An upload that is not taken, with its status and words. */
class NotTaken extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

let inMemory = 0;
const sending = new Map<string, number>();

/**
 * The only part named `file`; null when there is none. Rejects when the body is no multipart form,
 * has two, or there is no room for it now.
 */
function readPart(req: Request, sizeMax: number): Promise<Part | null> {
  let held = 0;
  const reading = new Promise<Part | null>((resolve, reject) => {
    const parser = busboy({
      headers: req.headers,
      limits: { fileSize: sizeMax + 1, files: 3, fields: 5, parts: 8, fieldSize: 1000 },
      defParamCharset: 'utf8',
    });
    let part: Part | null = null,
      parts = 0,
      received = 0;
    parser.on('file', (field, stream, { filename }) => {
      // a body that breaks off is the stream's error as well as the parser's; nobody hearing it would end the server
      stream.on('error', reject);
      if (field !== 'file') {
        stream.resume();
        return;
      }
      if (++parts > 1) {
        stream.resume();
        reject(new NotTaken(400, 'Send one file at a time.'));
        return;
      }
      const chunks: Buffer[] = [];
      let tooLarge = false;
      const letGo = () => {
        chunks.length = 0;
        inMemory -= held;
        held = 0;
      };
      stream.on('limit', () => {
        tooLarge = true;
        letGo();
      });
      stream.on('data', (chunk: Buffer) => {
        if (tooLarge) return;
        if (inMemory + chunk.length > MEMORY_MAX) {
          tooLarge = true;
          letGo();
          reject(new NotTaken(503, 'Too many files arrive at once; try again in a moment.'));
          return;
        }
        chunks.push(chunk);
        held += chunk.length;
        inMemory += chunk.length;
      });
      stream.on('end', () => {
        part = { name: filename || 'file', bytes: Buffer.concat(chunks), tooLarge };
      });
    });
    parser.on('close', () => resolve(part));
    parser.on('error', reject);
    req.on('error', reject);
    req.on('aborted', () => reject(new Error('the upload broke off')));
    req.on('data', (chunk: Buffer) => {
      received += chunk.length;
      if (received > sizeMax * PATIENCE) req.destroy();
    });
    req.pipe(parser);
  });
  return reading.finally(() => {
    inMemory -= held;
    held = 0;
  });
}

async function upload(app: App, req: Request, res: Response): Promise<void> {
  const [viewer] = await visitors(app, req, { writes: true });
  if (!viewer) {
    req.resume();
    refuse(res, 401, 'Sign in first.');
    return;
  }
  const purpose = uploadPurpose(String(req.query.purpose ?? ''));
  const { sizeMax, tooLarge } = purpose ?? ATTACHED;
  if (Number(req.headers['content-length'] ?? 0) > sizeMax * PATIENCE) {
    res.setHeader('connection', 'close');
    refuse(res, 413, tooLarge);
    req.destroy();
    return;
  }
  if (purpose ? !viewer.permissions.has(purpose.needs) : !mayUpload(viewer)) {
    req.resume();
    refuse(res, 403, 'You are not allowed to do this.');
    return;
  }
  if (!req.is('multipart/form-data')) {
    req.resume();
    refuse(res, 415, 'Send the file as the part "file" of multipart/form-data.');
    return;
  }
  const already = sending.get(viewer.id) ?? 0;
  if (already >= AT_ONCE) {
    req.resume();
    refuse(res, 429, `Send ${AT_ONCE} files side by side at most.`);
    return;
  }
  sending.set(viewer.id, already + 1);
  try {
    await take(app, viewer, { req, res, purpose });
  } finally {
    const left = got(sending, viewer.id) - 1;
    if (left) sending.set(viewer.id, left);
    else sending.delete(viewer.id);
  }
}

/** Whoever only reads has no record to put a file in. */
function mayUpload(viewer: Viewer): boolean {
  return [...viewer.permissions].some((permission) => permission.endsWith(':write'));
}

interface Sent {
  req: Request;
  res: Response;
  purpose: UploadPurpose | undefined;
}

async function take(app: App, viewer: Viewer, { req, res, purpose }: Sent): Promise<void> {
  const { sizeMax, tooLarge } = purpose ?? ATTACHED;
  let part: Part | null;
  try {
    part = await readPart(req, sizeMax);
  } catch (error) {
    if (res.destroyed) return;
    // what still comes is not kept
    req.unpipe();
    req.resume();
    if (error instanceof NotTaken) refuse(res, error.status, error.message);
    else refuse(res, 400, 'The upload could not be read.');
    return;
  }
  if (!part) {
    refuse(res, 400, 'There is no part named "file".');
    return;
  }
  if (part.tooLarge) {
    refuse(res, 413, tooLarge);
    return;
  }
  if (!part.bytes.length) {
    refuse(res, 400, 'The file is empty.');
    return;
  }
  const detected = await lookAt(part, purpose);
  if ('refused' in detected) {
    refuse(res, detected.status, detected.refused);
    return;
  }
  const { name, bytes } = part;
  try {
    const file = await app.boundary.inSql(viewer.scope, (sql) =>
      storeFile(sql, name, detected, bytes),
    );
    res.status(201).json({ id: file.id, name: file.name, type: file.type, size: file.size });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refuse(res, error.code === 'RATE_LIMITED' ? 429 : 400, error.message);
  }
}

async function lookAt(
  { bytes, name }: Part,
  purpose: UploadPurpose | undefined,
): Promise<Detected | { status: number; refused: string }> {
  if (purpose) return purpose.look(bytes, name);
  return (
    (await detect(bytes, name)) ?? {
      status: 415,
      refused:
        'Only PNG, JPEG, WebP, GIF, PDF, plain text, CSV and office documents are accepted, whole ones.',
    }
  );
}

/**
 * What files hang on is read with customers at the least; whoever does not gets logos alone.
 * Customers have their own.
 */
function readsFiles(viewer: Viewer): boolean {
  return viewer.kind === 'CUSTOMER' || viewer.permissions.has('customers:read');
}

/** A file that somebody may open: one in the scope, a logo that shows there, or what hangs on a record. */
async function opened(app: App, viewer: Viewer, id: string): Promise<StoredFile | null> {
  return app.boundary.inSql(viewer.scope, async (sql) => {
    const opens = readsFiles(viewer);
    const own = opens ? await fileInScope(sql, id) : undefined;
    if (own) return own;
    // a logo is shown wherever its company details are inherited, also in the portal
    const logo = await inheritedLogo(sql, id);
    if (logo || !opens) return logo ?? null;
    return (await attachedFile(sql, id)) ?? (await notedFile(sql, id)) ?? null;
  });
}

async function download(app: App, req: Request, res: Response): Promise<void> {
  const viewers = await visitors(app, req);
  if (!viewers.length) {
    refuse(res, 401, 'Sign in first.');
    return;
  }
  const id = String(req.params.id).toLowerCase();
  let file: StoredFile | null = null;
  if (isId(id))
    for (const viewer of viewers) {
      file = await opened(app, viewer, id);
      if (file) break;
    }
  if (!file) {
    refuse(res, 404, 'There is no such record.');
    return;
  }
  sendSafely(res, file, { inline: INLINE.has(file.type) && req.query.download === undefined });
}

/** Sends bytes so that a browser takes them for nothing else than they are, and runs nothing in them. */
export function sendSafely(
  res: Response,
  { name, type, content }: StoredFile,
  { inline }: { inline: boolean },
): void {
  res.attachment(name);
  if (inline)
    res.setHeader(
      'content-disposition',
      String(res.getHeader('content-disposition')).replace(/^attachment/, 'inline'),
    );
  res.setHeader('content-type', type.startsWith('text/') ? `${type}; charset=utf-8` : type);
  res.setHeader('x-content-type-options', 'nosniff');
  // our own PDFs are shown inside our pages by the browser's viewer, which a sandbox would keep from working
  res.setHeader(
    'content-security-policy',
    inline && type === 'application/pdf'
      ? "default-src 'none'; frame-ancestors 'self'; object-src 'self'; style-src 'unsafe-inline'; img-src 'self'"
      : "default-src 'none'; sandbox; frame-ancestors 'self'",
  );
  res.setHeader('x-frame-options', 'SAMEORIGIN');
  res.setHeader('cross-origin-resource-policy', 'same-origin');
  res.setHeader('cache-control', 'private, no-store');
  // HEAD, which leaves the content out, tells the size all the same
  res.setHeader('content-length', content.length);
  res.end(content);
}
