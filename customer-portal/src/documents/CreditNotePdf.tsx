import { useParams } from 'react-router';
import { operation } from '../api/operation.ts';
import { usePageQuery } from '../api/usePageQuery.ts';
import { CreditNoteNumberDocument } from '../generated/graphql.ts';
import { useSpeech } from '../words/useWords.tsx';
import { creditNoteAddress } from './documentAddress.ts';
import { DocumentPage } from './DocumentPage.tsx';

const creditNoteNumber = operation(CreditNoteNumberDocument);

/** A credit note as it was issued. */
export default function CreditNotePdf() {
  const {
    words: { documents: words },
    date,
    money,
  } = useSpeech();
  const { id = '' } = useParams();
  const { data } = usePageQuery(creditNoteNumber, { id });
  const note = data?.creditNote;
  const title = note ? words.creditNote(note.number) : words.creditNotes;
  const says =
    note && [title, date(note.documentDate), money(note.total, note.currency)].join(', ');
  return (
    <DocumentPage
      title={title}
      says={says}
      address={creditNoteAddress(id)}
      back={{ to: '/documents', label: words.toDocuments }}
    />
  );
}
