import { useEffect } from 'react';
import { BlockSkeleton } from '../kit/index.ts';
import { useOffice } from '../kit/office/context.ts';

/** In the place of a page that is still fetched: where one is going is already said. */
export function Fetching({ pathname }: { pathname: string }) {
  const { navigation } = useOffice();
  const section = `/${pathname.split('/')[1]}`;
  const label = navigation.flat().find(({ to }) => to === section)?.label ?? 'Loading';
  useEffect(() => {
    document.title = `${label} · Backhaul`;
  }, [label]);
  return <BlockSkeleton lines={8} />;
}
