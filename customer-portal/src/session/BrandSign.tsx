import { useState } from 'react';
import { useBrand } from './brand.ts';

/** The partner's logo, where it has one, and its name; a logo that is lettering stands alone for who sees it. */
export function BrandSign() {
  const { name, logoUrl } = useBrand();
  const [lettered, setLettered] = useState<string | null>(null);
  return (
    <>
      {logoUrl && (
        <img
          className="brand-logo"
          src={logoUrl}
          alt=""
          onLoad={({ currentTarget: picture }) =>
            setLettered(picture.naturalWidth > 2 * picture.naturalHeight ? logoUrl : null)
          }
        />
      )}
      <span dir="auto" className={logoUrl && lettered === logoUrl ? 'only-read' : undefined}>
        {name}
      </span>
    </>
  );
}
