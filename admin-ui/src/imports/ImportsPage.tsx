import { useSearchParams } from 'react-router-dom';
import { useCan } from '../kit/index.ts';
import { NoAccess } from '../kit/pages.tsx';
import { ImportList } from './ImportList.tsx';
import { JobPage } from './JobPage.tsx';

/** Imports: what there was and a new one, or one of them. */
export function ImportsPage() {
  const [search] = useSearchParams();
  const id = search.get('job');
  if (!useCan('imports:run')) return <NoAccess />;
  return id ? <JobPage key={id} id={id} /> : <ImportList />;
}
