import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { DESKTOP, PHONE, signInto, useBrowser } from '../support/browser.ts';
import { PASSWORD } from '../support/tenants.ts';
import { inspect } from './everyPage.ts';
import { TODAY } from './isp.ts';
import { openLarge, type LargeBusiness } from './large.ts';
import { portalPages } from './pages.ts';

let server: TestServer;
let large: LargeBusiness;
const browser = useBrowser();

beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: TODAY });
  large = await openLarge(server);
});
afterAll(async () => {
  await server.stop();
});

describe('every page of the portal', () => {
  it.each([
    { where: 'on a desktop', viewport: DESKTOP, languages: ['en-GB'] },
    // as browsers say it that a system with a language of its own making has started
    { where: 'on a phone', viewport: PHONE, languages: ['en-US@posix'] },
  ])(
    '$where is accessible, fits with the largest amounts, and complains about nothing',
    async ({ viewport, languages }) => {
      const token = await server.signIn(large.login, PASSWORD);
      const { startCheckout } = await server.must(
        'mutation ($k: String!) { startCheckout(input: { amount: "1000000", idempotencyKey: $k }) { id } }',
        { k: `walk ${viewport.width}` },
        token,
      );
      const window = await browser.open(server.url, { viewport, languages });
      await signInto(window, 'portal', large.login, PASSWORD);
      const pages = portalPages(large.manualId, startCheckout.id, large);
      // the same colours on both
      expect(await inspect(window, pages, { colours: viewport === PHONE })).toEqual([]);
    },
    120_000,
  );

  it('begins with a sign-in that is accessible too, as what is open to whoever holds a link', async () => {
    const { paymentLink } = await server.must(
      'query ($id: ID!) { paymentLink(invoiceId: $id) { url } }',
      { id: large.manualId },
    );
    const pages = [
      { name: 'portal-sign-in', path: '/' },
      { name: 'portal-link', path: new URL(paymentLink.url).pathname },
    ];
    for (const viewport of [DESKTOP, PHONE]) {
      const window = await browser.open(server.url, { viewport });
      expect(await inspect(window, pages)).toEqual([]);
    }
  });
});
