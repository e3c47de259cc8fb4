import { useEffect, type ReactNode } from 'react';
import { Support } from '../frame/Support.tsx';
import { BrandSign } from './BrandSign.tsx';
import { useBrand } from './brand.ts';

/** What a page before the sign-in stands in: the partner's name, one card, and how to reach somebody. */
export function Entrance({
  title,
  after,
  children,
}: {
  title: string;
  after?: ReactNode;
  children: ReactNode;
}) {
  const brand = useBrand();
  useEffect(() => {
    document.title = `${title} · ${brand.name}`;
  }, [title, brand.name]);
  return (
    <main className="sign-in">
      <div className="sign-in-box">
        <p className="brand brand-large">
          <BrandSign />
        </p>
        <div className="card">
          <h1>{title}</h1>
          {children}
        </div>
        {after}
        <Support />
      </div>
    </main>
  );
}
