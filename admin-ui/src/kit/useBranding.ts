import { useEffect, useState } from 'react';
import { graphql } from '../generated/index.ts';
import type { BrandingQuery } from '../generated/graphql.ts';
import { request } from '../api/client.ts';

const brandingDocument = graphql(`
  query Branding {
    branding {
      name
      accentColor
      supportEmail
      supportPhone
    }
  }
`);

type Branding = BrandingQuery['branding'];

let asked: Promise<Branding | null> | null = null;

/** Whose installation this is, for people who are not signed in yet. Null while unknown: the page works without. */
export function useBranding(): Branding | null {
  const [branding, setBranding] = useState<Branding | null>(null);
  useEffect(() => {
    asked ??= request(brandingDocument).then(
      (answer) => answer.branding,
      () => null,
    );
    let current = true;
    void asked.then((found) => current && setBranding(found));
    return () => {
      current = false;
    };
  }, []);
  return branding;
}
