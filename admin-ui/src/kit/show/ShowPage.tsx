import type { ComponentProps, ReactNode } from 'react';
import { Box, Card } from '@mui/material';
import { useGetOne, type RaRecord } from 'react-admin';
import { useParams } from 'react-router-dom';
import { sentence } from '../../api/errors.ts';
import { PageHeader } from '../PageHeader.tsx';
import { TestMark } from '../PartnerName.tsx';
import { DayOfRecord } from '../scope/useToday.ts';
import { BlockSkeleton } from '../Skeletons.tsx';

import { RecordFeet } from './RecordFeet.tsx';
import { isMissing, RecordFailure } from './RecordFailure.tsx';

/** A record that was asked for: there, on its way, or not to be had. */
interface Asked<Shown> {
  data: Shown | undefined;
  error: unknown;
  refetch: () => unknown;
}

/** The record of the page's address. */
export function useRecord<Shown extends RaRecord>(resource: string): Asked<Shown> {
  const { id = '' } = useParams();
  return useGetOne<Shown>(resource, { id });
}

interface ShowPageProps<Shown> {
  /** What it shows: "tariff". */
  kind: string;
  back: { label: string; to: string };
  asked: Asked<Shown>;
  /** Of pages that are read rather than scanned. */
  width?: number;
  head: (record: Shown) => Omit<ComponentProps<typeof PageHeader>, 'back'>;
  children: (record: Shown) => ReactNode;
}

interface Owner {
  test?: boolean;
  clock?: string | null;
}
interface Owned {
  partner?: Owner | null;
  customer?: { partner?: Owner | null } | null;
  /** Of a run. */
  partners?: readonly Owner[];
}

/** Whose a record is, as far as it says so itself or by its customer. */
function ownerOf(record: object | undefined): Owner | null | undefined {
  const { partner, customer, partners } = (record ?? {}) as Owned;
  // a test partner shares nothing with others
  return partner ?? customer?.partner ?? partners?.[0];
}

/** One record, as every record is shown: its heading, then what is known of it. */
export function ShowPage<Shown extends Pick<RaRecord, 'id'>>({
  kind,
  back,
  asked: { data, error, refetch },
  width,
  head,
  children,
}: ShowPageProps<Shown>) {
  const record = isMissing(error) ? undefined : data;
  const owner = ownerOf(record);
  const heading = record ? head(record) : { title: sentence(kind) };
  return (
    <DayOfRecord.Provider value={owner?.clock ?? null}>
      <Box sx={width ? { maxWidth: width } : {}}>
        <PageHeader
          back={back}
          {...heading}
          {...(owner?.test && {
            aside: (
              <>
                {heading.aside}
                <TestMark />
              </>
            ),
          })}
        />
        {error ? (
          <Box sx={{ marginBlockEnd: 2 }}>
            <RecordFailure kind={kind} back={back} error={error} onRetry={() => void refetch()} />
          </Box>
        ) : (
          !record && (
            <Card sx={{ padding: 3 }}>
              <BlockSkeleton lines={10} />
            </Card>
          )
        )}
        {record && children(record)}
        {record && <RecordFeet kind={kind} id={String(record.id)} />}
      </Box>
    </DayOfRecord.Provider>
  );
}
