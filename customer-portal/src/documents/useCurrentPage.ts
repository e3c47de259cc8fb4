import { useEffect, useState, type RefObject } from 'react';

/** Which of an element's pages, its children of this class, is in the middle of the window; the first until one was. */
export function useCurrentPage(
  element: RefObject<HTMLElement>,
  className: string,
  pages: number,
): number {
  const [current, setCurrent] = useState(1);
  useEffect(() => {
    const places = [...(element.current?.getElementsByClassName(className) ?? [])];
    const observer = new IntersectionObserver(
      (entries) => {
        const met = entries.find((entry) => entry.isIntersecting);
        if (met) setCurrent(places.indexOf(met.target) + 1);
      },
      { rootMargin: '-50% 0px' },
    );
    for (const place of places) observer.observe(place);
    return () => observer.disconnect();
  }, [element, className, pages]);
  return current;
}
