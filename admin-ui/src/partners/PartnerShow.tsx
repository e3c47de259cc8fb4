import { useState } from 'react';
import { Box, Button, Card, CardContent, Link, Typography } from '@mui/material';
import { ShowBase, useShowContext } from 'react-admin';
import { Link as RouterLink, useNavigate } from 'react-router-dom';
import { formatNumber } from '@backhaul/design';
import { PartnerTree } from '../kit/scope/PartnerTree.tsx';
import { CustomFieldFacts } from '../fields/index.ts';
import { countOf } from '../kit/words.ts';
import {
  BlockSkeleton,
  ErrorState,
  Facts,
  InstantText,
  PageHeader,
  useCan,
  useLocale,
  usePartnerScope,
  useViewer,
} from '../kit/index.ts';
import type { Partner } from './api.ts';
import { MovePartner } from './MovePartner.tsx';
import { PortalAddresses } from './PortalAddresses.tsx';

export function PartnerShow() {
  return (
    <ShowBase>
      <PartnerDetails />
    </ShowBase>
  );
}

function PartnerDetails() {
  const { record: partner, error, refetch } = useShowContext<Partner>();
  const mayWrite = useCan('partners:write');
  const maySeeGateways = useCan('settings:read');
  const viewer = useViewer();
  const { choose, partnerId } = usePartnerScope();
  const [moving, setMoving] = useState(false);
  if (error)
    return (
      <ErrorState
        error={error}
        what="The partner could not be loaded."
        onRetry={() => void refetch()}
      />
    );
  if (!partner) return <BlockSkeleton lines={6} />;
  const own = viewer?.partner.id === partner.id;
  return (
    <>
      <PageHeader
        title={partner.name}
        aside={
          <Box component="span" sx={{ color: 'text.secondary' }}>
            Partner {partner.number}
          </Box>
        }
        description={partner.parent && <>Below {partner.parent.name}</>}
        back={{ label: 'Partners', to: '/partners' }}
        actions={
          <>
            {!own && partnerId !== partner.id && (
              <Button variant="outlined" onClick={() => choose(partner.id)}>
                Show only this partner
              </Button>
            )}
            <Button
              component={RouterLink}
              to={`/settings/finance?partner=${partner.id}`}
              variant="outlined"
            >
              Finance settings
            </Button>
            {maySeeGateways && (
              <Button
                component={RouterLink}
                to={`/settings/gateways?partner=${partner.id}`}
                variant="outlined"
              >
                Payment gateways
              </Button>
            )}
            {mayWrite && !own && partner.depth > 1 && (
              <Button variant="outlined" onClick={() => setMoving(true)}>
                Move partner
              </Button>
            )}
            {mayWrite && (
              <Button component={RouterLink} to={`/partners/${partner.id}`} variant="contained">
                Edit partner
              </Button>
            )}
          </>
        }
      />
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'repeat(2, minmax(0, 1fr))' },
          alignItems: 'start',
        }}
      >
        <Business partner={partner} />
        <Look partner={partner} />
        <PortalAddresses partner={partner} />
        <CustomFieldFacts entity="PARTNER" partnerId={partner.id} values={partner.customFields} />
        {partner.childCount > 0 && <Below partner={partner} />}
      </Box>
      {moving && <MovePartner partner={partner} onClose={() => setMoving(false)} />}
    </>
  );
}

function Business({ partner }: { partner: Partner }) {
  const locale = useLocale();
  const { choose } = usePartnerScope();
  return (
    <Facts
      title="Business"
      facts={[
        [
          'Customers',
          <Link key="c" component={RouterLink} to="/customers" onClick={() => choose(partner.id)}>
            {formatNumber(partner.customerCount, locale)}
          </Link>,
        ],
        ['Services', formatNumber(partner.serviceCount, locale)],
        ['Partners below', formatNumber(partner.childCount, locale)],
        ['Currency', partner.currency],
        ['Time zone', partner.timeZone.replaceAll('_', ' ')],
        ['Created', <InstantText key="d" at={partner.createdAt} />],
      ]}
    />
  );
}

function Below({ partner }: { partner: Partner }) {
  const navigate = useNavigate();
  const locale = useLocale();
  return (
    <Card component="section" aria-label="Partners below">
      <CardContent>
        <Typography variant="h2" sx={{ marginBlockEnd: 1.5 }}>
          Partners below
        </Typography>
        <PartnerTree
          label={`${partner.name} and partners below`}
          root={partner}
          selectedId={partner.id}
          onSelect={(chosen) => void navigate(`/partners/${chosen.id}/show`)}
          extra={(each) => (
            <Box
              component="span"
              sx={{ color: 'text.secondary', fontWeight: 400, fontVariantNumeric: 'tabular-nums' }}
            >
              {countOf(each.customerCount, 'customer', 'customers', locale)}
            </Box>
          )}
        />
      </CardContent>
    </Card>
  );
}

function Look({ partner }: { partner: Partner }) {
  const { accentColor, supportEmail, supportPhone } = partner.branding;
  return (
    <Facts
      title="How customers see it"
      facts={[
        [
          'Accent colour',
          <Box
            key="a"
            component="span"
            sx={{ display: 'inline-flex', alignItems: 'center', gap: 1 }}
          >
            <Box
              component="span"
              aria-hidden="true"
              sx={{
                width: 16,
                height: 16,
                borderRadius: '4px',
                backgroundColor: accentColor,
                border: 1,
                borderColor: 'divider',
              }}
            />
            {accentColor}
          </Box>,
        ],
        [
          'Support e-mail',
          supportEmail && (
            <Link key="e" href={`mailto:${supportEmail}`}>
              {supportEmail}
            </Link>
          ),
        ],
        [
          'Support phone',
          supportPhone && (
            <Link key="p" href={`tel:${supportPhone}`}>
              {supportPhone}
            </Link>
          ),
        ],
        ['Portal domain', partner.portalDomain ?? 'The common address'],
      ]}
    />
  );
}
