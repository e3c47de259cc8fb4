import { operation } from '../api/operation.ts';
import { usePageQuery } from '../api/usePageQuery.ts';
import { InvoicesDocument } from '../generated/graphql.ts';
import { Page } from '../ui/Page.tsx';
import { PAGE_SIZE, Pager } from '../ui/Pager.tsx';
import { Empty, LoadingRows, PageFailure } from '../ui/states.tsx';
import { usePaging } from '../ui/usePaging.ts';
import { useWords } from '../words/useWords.tsx';
import { InvoiceRows } from './InvoiceRows.tsx';

const invoices = operation(InvoicesDocument);

export default function Invoices() {
  const words = useWords().invoices;
  const { offset, setOffset } = usePaging();
  const { data, failure, fetching, refresh } = usePageQuery(invoices, { first: PAGE_SIZE, offset });
  return (
    <Page title={words.title}>
      {failure && <PageFailure failure={failure} onRetry={refresh} />}
      {!data && !failure && <LoadingRows rows={8} />}
      {data &&
        (data.invoices.totalCount === 0 ? (
          <Empty icon="invoice" title={words.none}>
            <p>{words.noneLead}</p>
          </Empty>
        ) : (
          <div aria-busy={fetching}>
            <InvoiceRows invoices={data.invoices.nodes} />
            <Pager offset={offset} total={data.invoices.totalCount} onOffset={setOffset} />
          </div>
        ))}
    </Page>
  );
}
