import type { Page } from 'playwright-core';
import { expect } from 'vitest';

function figure(page: Page, label: string): Promise<string> {
  return page
    .getByRole('region', { name: 'Figures of this month' })
    .getByRole('link', { name: label })
    .locator('span')
    .nth(1)
    .innerText();
}

/** What a tile of the dashboard says, once the dashboard is there and moves by itself. */
export async function tile(page: Page, label: string): Promise<string> {
  await page.getByRole('status', { name: 'Connection: Live' }).waitFor();
  return figure(page, label);
}

/** Waits until a tile has moved by itself. */
export async function untilTile(
  page: Page,
  label: string,
  good: (now: string) => boolean,
): Promise<void> {
  await expect.poll(async () => good(await figure(page, label)), { timeout: 15_000 }).toBe(true);
}
