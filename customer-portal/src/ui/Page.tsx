import { useEffect, useRef, type ReactNode } from 'react';
import { useNavigationType } from 'react-router';
import { useBrand } from '../session/brand.ts';

/** The first page was loaded, not navigated to: the browser has put the focus where it belongs. */
let opened = false;

interface PageProps {
  title: string;
  /** In the tab's title where the heading alone would not say it. */
  tabTitle?: string;
  /** Beside the heading. */
  aside?: ReactNode;
  before?: ReactNode;
  /** Narrow pages read and pay; wide ones have a column beside. */
  wide?: boolean;
  children: ReactNode;
}

/** A page with its heading; coming to it moves the focus to the heading, so that it is read out. */
export function Page({ title, tabTitle, aside, before, wide, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const how = useNavigationType();
  const { name } = useBrand();
  useEffect(() => {
    document.title = `${tabTitle ?? title} · ${name}`;
  }, [title, tabTitle, name]);
  useEffect(() => {
    if (opened) heading.current?.focus({ preventScroll: true });
    if (opened && how !== 'POP') window.scrollTo(0, 0);
    opened = true;
  }, [how]);
  return (
    <div className={wide ? 'page page-wide' : 'page'}>
      {before}
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {aside}
      </div>
      {children}
    </div>
  );
}
