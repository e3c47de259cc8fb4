import type { ReactNode } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import {
  Box,
  Button,
  Card,
  Link,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { formatNumber } from '@backhaul/design';
import type { MarksQuery as Marks } from '../generated/graphql.ts';
import { useLocale } from '../kit/index.ts';
import { visuallyHidden } from '../kit/visuallyHidden.ts';
import { LabelSpot } from './LabelChips.tsx';
import { customersAt, customersWith } from './links.ts';
import { sayKind } from './words.ts';

type Label = Marks['labels'][number];
type Location = Marks['locations'][number];

interface Mark {
  id: string;
  name: string;
  fromAbove: boolean;
  partner: { id: string; name: string };
  customerCount?: number;
}

interface TableProps<M extends Mark> {
  /** The partner whose customers they are shown for. */
  ownId: string | undefined;
  /** null: the viewer changes none. */
  onChange: ((mark: M) => void) | null;
  onRemove: (mark: M) => void;
}

/** Labels, with how many customers have each. */
export function LabelsTable({
  labels,
  ...table
}: TableProps<Label> & { labels: readonly Label[] }) {
  return (
    <MarksTable
      {...table}
      title="Labels"
      rows={labels}
      customers={customersWith}
      name={({ name, colour }) => (
        <Box sx={{ display: 'inline-flex', alignItems: 'center', gap: 1 }}>
          <LabelSpot colour={colour} />
          {name}
        </Box>
      )}
    />
  );
}

/** Locations, with how many customers are at each. */
export function LocationsTable({
  locations,
  ...table
}: TableProps<Location> & { locations: readonly Location[] }) {
  return (
    <MarksTable
      {...table}
      title="Locations"
      rows={locations}
      customers={customersAt}
      name={({ id, name, kind, number, parent }) => (
        <>
          <Link component={RouterLink} to={`/locations/${id}/show`}>
            {name}
          </Link>
          <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem', fontWeight: 400 }}>
            {sayKind(kind)} {number}
            {parent && ` in ${parent.name}`}
          </Box>
        </>
      )}
    />
  );
}

interface MarksTableProps<M extends Mark> extends TableProps<M> {
  title: string;
  rows: readonly M[];
  name: (mark: M) => ReactNode;
  customers: (id: string) => string;
}

function MarksTable<M extends Mark>({
  title,
  rows,
  name,
  customers,
  ownId,
  onChange,
  onRemove,
}: MarksTableProps<M>) {
  const locale = useLocale();
  const counted = rows.some(({ customerCount }) => customerCount !== undefined);
  return (
    <Box component="section" aria-label={title}>
      <Typography variant="h2" sx={{ marginBlockEnd: 1 }}>
        {title}
      </Typography>
      <Card>
        <TableContainer>
          <Table>
            <TableHead>
              <TableRow>
                <TableCell>Name</TableCell>
                {counted && <TableCell align="right">Customers</TableCell>}
                {onChange && (
                  <TableCell>
                    <Box component="span" sx={visuallyHidden}>
                      Change
                    </Box>
                  </TableCell>
                )}
              </TableRow>
            </TableHead>
            <TableBody>
              {rows.map((mark) => (
                <TableRow key={mark.id}>
                  <TableCell component="th" scope="row" sx={{ fontWeight: 600 }}>
                    {name(mark)}
                    {(mark.fromAbove || mark.partner.id !== ownId) && (
                      <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem', fontWeight: 400 }}>
                        Made by {mark.fromAbove ? 'a partner above' : mark.partner.name}, and
                        changed only there
                      </Box>
                    )}
                  </TableCell>
                  {counted && (
                    <TableCell align="right" sx={{ fontVariantNumeric: 'tabular-nums' }}>
                      <Link component={RouterLink} to={customers(mark.id)}>
                        {formatNumber(mark.customerCount ?? 0, locale)}
                      </Link>
                    </TableCell>
                  )}
                  {onChange && (
                    <TableCell align="right" sx={{ whiteSpace: { sm: 'nowrap' } }}>
                      {!mark.fromAbove && mark.partner.id === ownId && (
                        <>
                          <Button
                            size="small"
                            aria-label={`Change ${mark.name}`}
                            onClick={() => onChange(mark)}
                            sx={{ minHeight: { xs: 44, sm: 0 } }}
                          >
                            Change
                          </Button>
                          <Button
                            size="small"
                            color="inherit"
                            aria-label={`Remove ${mark.name}`}
                            onClick={() => onRemove(mark)}
                            sx={{ minHeight: { xs: 44, sm: 0 } }}
                          >
                            Remove
                          </Button>
                        </>
                      )}
                    </TableCell>
                  )}
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      </Card>
    </Box>
  );
}
