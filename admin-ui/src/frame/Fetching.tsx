import { BlockSkeleton } from '../kit/index.ts';
import { useOffice } from '../kit/office/context.ts';
import { useWindowTitle } from '../kit/useBranding.ts';

/** In the place of a page that is still fetched: where one is going is already said. */
export function Fetching({ pathname }: { pathname: string }) {
  const { navigation } = useOffice();
  const section = `/${pathname.split('/')[1]}`;
  const label = navigation.flat().find(({ to }) => to === section)?.label ?? 'Loading';
  useWindowTitle(label);
  return <BlockSkeleton lines={8} />;
}
