import { Navigate, useSearchParams } from 'react-router';
import { useSession } from '../session/session.ts';
import { useSpeech } from '../words/useWords.tsx';
import { statementAddress } from './documentAddress.ts';
import { DocumentPage } from './DocumentPage.tsx';
import { isLocalDate } from '@backhaul/domain/time/calendar';

/** The statement of account of a period that the address names. */
export default function StatementPdf() {
  const {
    words: { documents: words },
    period,
  } = useSpeech();
  const { customer } = useSession().viewer;
  const [params] = useSearchParams();
  const [from, to] = [params.get('from') ?? '', params.get('to') ?? ''];
  if (!customer || !isLocalDate(from) || !isLocalDate(to) || from > to)
    return <Navigate to="/documents" replace />;
  return (
    <DocumentPage
      title={words.statementOf(period(from, to))}
      address={statementAddress(customer.id, from, to)}
      back={{ to: '/documents', label: words.back }}
    />
  );
}
