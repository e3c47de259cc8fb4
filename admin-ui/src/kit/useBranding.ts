import { useEffect, useState } from 'react';
import { graphql } from '../generated/index.ts';
import type { BrandingQuery } from '../generated/graphql.ts';
import { request } from '../api/client.ts';
import { useViewer } from '../api/viewer.ts';

const brandingDocument = graphql(`
  query Branding {
    branding {
      name
      accentColor
      logoUrl
      supportEmail
      supportPhone
    }
  }
`);

export type Branding = BrandingQuery['branding'];

let asked: Promise<Branding | null> | null = null;

/**
 * Whose back office this is: that of who is signed in, before that of the host. Null while unknown:
 * pages work without.
 */
export function useBranding(): Branding | null {
  const [ofHost, setOfHost] = useState<Branding | null>(null);
  useEffect(() => {
    asked ??= request(brandingDocument).then(
      (answer) => answer.branding,
      () => null,
    );
    let current = true;
    void asked.then((found) => current && setOfHost(found));
    return () => {
      current = false;
    };
  }, []);
  return useViewer()?.branding ?? ofHost;
}

/** What the window is called: the page, and whose back office it is. */
export function useWindowTitle(page: string): void {
  const name = useBranding()?.name ?? 'Back office';
  useEffect(() => {
    document.title = `${page} · ${name}`;
  }, [page, name]);
}
