import { createHash } from 'node:crypto';
import { createWriteStream, promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Transform, type Readable } from 'node:stream';
import busboy from 'busboy';
import type { Express, Request, Response } from 'express';
import type { App } from '../../kit/app.ts';
import type { Viewer } from '../../kit/viewer.ts';
import { Refusal } from '../../platform/refusal.ts';
import { visitors } from '../access/index.ts';
import { encodingSeen } from './encoding.ts';
import { takeFile, type ReceivedFile } from './files.service.ts';

const MEGABYTE = 1024 * 1024;
const SIZE_MAX = 250 * MEGABYTE;
/** The form around the file. */
const AROUND = MEGABYTE;
/** How many files one account sends side by side. */
const AT_ONCE = 4;

/** POST /bank-files: a bank's file as the part `file` of a form, kept and read in the background. */
export function bankRoutes(app: App, express: Express): void {
  express.post('/bank-files', (req, res, next) => {
    upload(app, req, res).catch(next);
  });
}

function refuse(req: Request, res: Response, status: number, error: string): void {
  if (res.destroyed) return;
  req.unpipe();
  req.resume();
  res.status(status).json({ error });
}

const sending = new Map<string, number>();

async function upload(app: App, req: Request, res: Response): Promise<void> {
  const [viewer] = await visitors(app, req, { writes: true });
  if (!viewer) return refuse(req, res, 401, 'Sign in first.');
  if (!viewer.permissions.has('bank:write'))
    return refuse(req, res, 403, 'You are not allowed to do this.');
  if (Number(req.headers['content-length'] ?? 0) > SIZE_MAX + AROUND) {
    res.setHeader('connection', 'close');
    return refuse(req, res, 413, 'A file may have 250 MB at most.');
  }
  if (!req.is('multipart/form-data'))
    return refuse(req, res, 415, 'Send the file as the part "file" of multipart/form-data.');
  const already = sending.get(viewer.id) ?? 0;
  if (already >= AT_ONCE)
    return refuse(req, res, 429, `Send ${AT_ONCE} files side by side at most.`);
  sending.set(viewer.id, already + 1);
  const folder = await fs.mkdtemp(path.join(tmpdir(), 'backhaul-bank-'));
  try {
    await take(app, viewer, { req, res, at: path.join(folder, 'file') });
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
    const left = (sending.get(viewer.id) ?? 1) - 1;
    if (left) sending.set(viewer.id, left);
    else sending.delete(viewer.id);
  }
}

/** A form that is not taken, with its status and words. */
class NotTaken extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** By what a refusal says of itself: its reason first, then its code. */
const STATUS: Readonly<Partial<Record<string, number>>> = {
  UNSUPPORTED: 415,
  TOO_LARGE: 413,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
  FORBIDDEN: 403,
};

async function take(
  app: App,
  viewer: Viewer,
  { req, res, at }: { req: Request; res: Response; at: string },
): Promise<void> {
  try {
    const file = await receive(req, at);
    const { id, already } = await takeFile(app, viewer, file);
    res.status(already ? 200 : 201).json({ id });
  } catch (error) {
    if (error instanceof NotTaken) return refuse(req, res, error.status, error.message);
    if (!(error instanceof Refusal)) throw error;
    refuse(
      req,
      res,
      STATUS[String(error.details.reason)] ?? STATUS[error.code] ?? 400,
      error.message,
    );
  }
}

/** Writes the file of a form beside, and tells its name, digest and what it is written in. */
function receive(req: Request, at: string): Promise<ReceivedFile> {
  const fields: Record<string, string> = {};
  let file: Promise<Omit<ReceivedFile, 'fields'>> | null = null;
  return new Promise((resolve, reject) => {
    const broken = () => reject(new NotTaken(400, 'The upload could not be read.'));
    const parser = (() => {
      try {
        return busboy({
          headers: req.headers,
          limits: { fileSize: SIZE_MAX + 1, files: 2, fields: 5, parts: 8, fieldSize: 200 },
          defParamCharset: 'utf8',
        });
      } catch {
        return null;
      }
    })();
    if (!parser) return broken();
    parser.on('field', (name, value) => {
      fields[name] = value;
    });
    parser.on('file', (field, stream, { filename }) => {
      stream.on('error', broken);
      if (field !== 'file' || file) {
        stream.resume();
        if (file) reject(new NotTaken(400, 'Send one file at a time.'));
        return;
      }
      file = keep(stream, at, filename || 'file');
      file.catch(reject);
    });
    parser.on('error', broken);
    req.on('error', broken);
    req.on('aborted', broken);
    parser.on('close', () => {
      if (!file) return reject(new NotTaken(400, 'There is no part named "file".'));
      file.then((kept) => resolve({ ...kept, fields }), reject);
    });
    req.pipe(parser);
  });
}

async function keep(
  stream: Readable & { truncated?: boolean },
  at: string,
  name: string,
): Promise<Omit<ReceivedFile, 'fields'>> {
  const hash = createHash('sha256');
  const seen = encodingSeen();
  let size = 0;
  const looking = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      seen.see(chunk);
      size += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline(stream, looking, createWriteStream(at));
  if (stream.truncated) throw new NotTaken(413, 'A file may have 250 MB at most.');
  if (!size) throw new NotTaken(400, 'The file is empty.');
  return { at, name, size, digest: hash.digest('hex'), encoding: seen.encoding() };
}
