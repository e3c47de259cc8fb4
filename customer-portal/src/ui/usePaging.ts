import { useSearchParams } from 'react-router';
import { PAGE_SIZE } from './Pager.tsx';

/** The place in a list, kept in the address so that going back returns to it. */
export function usePaging(): { offset: number; setOffset: (offset: number) => void } {
  const [params, setParams] = useSearchParams();
  const page = Math.max(1, Math.trunc(Number(params.get('page')) || 1));
  return {
    offset: (page - 1) * PAGE_SIZE,
    setOffset: (offset) => setParams(offset === 0 ? {} : { page: String(offset / PAGE_SIZE + 1) }),
  };
}
