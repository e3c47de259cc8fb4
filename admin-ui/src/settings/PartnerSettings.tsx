import { Box } from '@mui/material';
import { useSearchParams } from 'react-router-dom';
import { NoAccess } from '../kit/pages.tsx';
import {
  BlockSkeleton,
  ErrorState,
  PageHeader,
  PartnerChoice,
  useCan,
  usePartnerScope,
  useViewer,
} from '../kit/index.ts';

/** Whose settings a page shows: the partner in the address, else the one of the partner switch. */
export function useSettingsPartner(): {
  partnerId: string | null;
  choosePartner: (id: string) => void;
  mayRead: boolean;
} {
  const [search, setSearch] = useSearchParams();
  const viewer = useViewer();
  const scope = usePartnerScope();
  return {
    partnerId: search.get('partner') ?? scope.partnerId ?? viewer?.partner.id ?? null,
    choosePartner: (id) => setSearch({ partner: id }),
    mayRead: useCan('settings:read'),
  };
}

interface PartnerSettingsProps {
  title: string;
  description: string;
  /** What the partner is chosen for, as the choice names it. */
  what: string;
  /** The partner's name, once it is known. */
  name: string | undefined;
  query: { data: unknown; error: Error | null; refetch: () => unknown };
  width?: number;
  children: React.ReactNode;
}

/**
 * The frame of a page of settings that partners inherit: heading, choice of the partner, and what
 * shows until they are there.
 */
export function PartnerSettings({
  title,
  description,
  what,
  name,
  query,
  width = 1080,
  children,
}: PartnerSettingsProps) {
  const { partnerId, choosePartner, mayRead } = useSettingsPartner();
  if (!mayRead) return <NoAccess />;
  return (
    <Box sx={{ maxWidth: width }}>
      <PageHeader
        title={title}
        description={description}
        back={{ label: 'Settings', to: '/settings' }}
        actions={
          <PartnerChoice
            what={what}
            name={name}
            failed={query.error !== null}
            partnerId={partnerId}
            onChoose={choosePartner}
          />
        }
      />
      {query.error && (
        <ErrorState
          error={query.error}
          what={`The ${what.toLowerCase()} could not be loaded.`}
          onRetry={() => void query.refetch()}
        />
      )}
      {query.data === undefined && !query.error && <BlockSkeleton lines={10} />}
      {children}
    </Box>
  );
}
