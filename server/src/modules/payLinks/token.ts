import { createHmac, timingSafeEqual } from 'node:crypto';
import { derive } from '../../platform/secret.ts';

/** What a link to pay without signing in is for. times: how often the links of the invoice had been taken back. */
export interface Claim {
  partnerId: string;
  invoiceId: string;
  times: number;
}

const ID_BYTES = 16;
const BODY_BYTES = 2 * ID_BYTES + 4;
const MARK_BYTES = 20;
const TOKEN = /^[\w-]{75}$/;

/** A key for all links of an installation: made once for as many as are signed. */
export function linkKey(secret: string): string {
  return derive(secret, 'payment link');
}

/** The token of a link: ids and signature as one text for an address. The same claim is the same token. */
export function tokenOf(key: string, { partnerId, invoiceId, times }: Claim): string {
  const body = Buffer.alloc(BODY_BYTES);
  idBytes(partnerId).copy(body, 0);
  idBytes(invoiceId).copy(body, ID_BYTES);
  body.writeUInt32BE(times, 2 * ID_BYTES);
  return Buffer.concat([body, mark(key, body)]).toString('base64url');
}

/** What a token is for; null for one that was not signed here, or changed since. */
export function claimOf(key: string, token: string): Claim | null {
  if (!TOKEN.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  const body = bytes.subarray(0, BODY_BYTES);
  // several texts may stand for the same bytes: only the one that was given out counts
  if (bytes.toString('base64url') !== token) return null;
  if (!timingSafeEqual(bytes.subarray(BODY_BYTES), mark(key, body))) return null;
  return {
    partnerId: idOf(body.subarray(0, ID_BYTES)),
    invoiceId: idOf(body.subarray(ID_BYTES, 2 * ID_BYTES)),
    times: body.readUInt32BE(2 * ID_BYTES),
  };
}

function mark(key: string, body: Buffer): Buffer {
  return createHmac('sha256', key).update(body).digest().subarray(0, MARK_BYTES);
}

function idBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

function idOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
