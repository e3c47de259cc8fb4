import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { App } from '../../kit/app.ts';
import type { Device } from '../../kit/visitor.ts';
import { derive } from '../../platform/secret.ts';

const DAY_MS = 86_400_000;
const DAYS = 180;
const RENEWED_DAYS = 30;
const ACCOUNTS_MAX = 5;
const SHAPE = /^[\w-]{22}(~[0-9a-f-]{36}\.\d{1,6}\.[\w-]{43}){1,5}$/;

export const DEVICE_COOKIE = 'backhaul_device';
export const DEVICE_LIVES_MS = DAYS * DAY_MS;

function mark(app: App, device: string, account: string, day: number): string {
  return createHmac('sha256', derive(app.secret, 'device'))
    .update(`${device} ${account} ${day}`)
    .digest('base64url');
}

/** The device that a cookie speaks of, with the accounts that we said are known in it; null for none. */
export function deviceOf(app: App, cookie: string | undefined): Device | null {
  if (!cookie || !SHAPE.test(cookie)) return null;
  const [id, ...entries] = cookie.split('~');
  const today = Math.floor(Date.now() / DAY_MS);
  const accounts = entries.flatMap((entry) => {
    const [account, written, given] = entry.split('.');
    const day = Number(written);
    return timingSafeEqual(Buffer.from(given), Buffer.from(mark(app, id, account, day))) &&
      day > today - DAYS
      ? [{ id: account, day }]
      : [];
  });
  return accounts.length ? { id, accounts } : null;
}

/** The cookie of a device in which an account is signed in; null where the one that it has says so already. */
export function rememberedIn(app: App, device: Device | null, account: string): string | null {
  const today = Math.floor(Date.now() / DAY_MS);
  if (device?.accounts.some(({ id, day }) => id === account && day > today - RENEWED_DAYS))
    return null;
  const id = device?.id ?? randomBytes(16).toString('base64url');
  const others = (device?.accounts ?? [])
    .filter((each) => each.id !== account)
    .slice(0, ACCOUNTS_MAX - 1);
  const accounts = [{ id: account, day: today }, ...others];
  return [
    id,
    ...accounts.map((each) => `${each.id}.${each.day}.${mark(app, id, each.id, each.day)}`),
  ].join('~');
}
