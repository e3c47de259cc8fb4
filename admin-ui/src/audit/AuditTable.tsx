import { Link as RouterLink } from 'react-router-dom';
import { Box, Link } from '@mui/material';
import { deedWords } from '@backhaul/domain/audit/deeds';
import { countOf } from '@backhaul/domain/text/plural';
import type { AuditRowFragment } from '../generated/graphql.ts';
import { InstantText, PartnerName, useLocale } from '../kit/index.ts';
import { Column } from '../kit/list/Column.tsx';
import { RecordTable } from '../kit/list/RecordTable.tsx';
import { pageOf } from './pageOf.ts';

type Row = AuditRowFragment;

export const auditSkeleton = [{ width: 16 }, { width: 56 }, { width: 14 }];

/** Entries as sentences, each with what was before and after. */
export function AuditTable() {
  return (
    <RecordTable<Row> rowClick={false} hiddenColumns={['address', 'action']}>
      <Column<Row>
        source="at"
        card="line"
        label="When"
        render={(entry) => <InstantText at={entry.at} exact />}
      />
      <Column<Row>
        source="sentence"
        card="name"
        label="What"
        disableSort
        render={(entry) => <Told entry={entry} />}
      />
      <Column<Row>
        source="partner"
        card="line"
        label="Partner"
        disableSort
        render={({ partner }) => <PartnerName partner={partner} />}
      />
      <Column<Row>
        source="action"
        label="What was done"
        disableSort
        render={({ action }) => deedWords(action)}
      />
      <Column<Row>
        source="address"
        label="From"
        disableSort
        render={({ address }) => address ?? '–'}
      />
    </RecordTable>
  );
}

function Told({ entry }: { entry: Row }) {
  const to = pageOf(entry);
  return (
    <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
      {to ? (
        <Link
          component={RouterLink}
          to={to}
          color="inherit"
          sx={{ display: 'inline-block', paddingBlock: { xs: 1.5, md: 0.5 } }}
        >
          {entry.sentence}
        </Link>
      ) : (
        entry.sentence
      )}
      {entry.changes.length > 0 && <Changes entry={entry} />}
    </Box>
  );
}

function Changes({ entry: { id, changes } }: { entry: Row }) {
  const locale = useLocale();
  return (
    <Box
      component="details"
      // above the link, which on a card reaches over all of it
      sx={{ color: 'text.secondary', fontSize: '0.8125rem', position: 'relative', zIndex: 1 }}
    >
      <Box
        component="summary"
        sx={{ cursor: 'pointer', minHeight: { xs: 44, md: 24 }, alignContent: 'center' }}
      >
        {countOf(changes.length, 'field', 'fields', locale)}
      </Box>
      <Box
        component="dl"
        sx={{
          margin: 0,
          display: 'grid',
          gridTemplateColumns: { xs: '1fr', sm: 'minmax(8rem, auto) minmax(0, 1fr)' },
          columnGap: 2,
          rowGap: 0.25,
        }}
      >
        {changes.map(({ field, before, after }) => (
          <Box key={`${id} ${field}`} sx={{ display: 'contents' }}>
            <Box component="dt">{field}</Box>
            <Box component="dd" sx={{ margin: 0, color: 'text.primary' }}>
              {before !== null && (
                <>
                  {before} <span aria-label="became">→</span>{' '}
                </>
              )}
              {after ?? 'nothing'}
            </Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
