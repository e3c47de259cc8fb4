import { useState } from 'react';
import { Box, Button, Card, CardContent, Link, Typography } from '@mui/material';
import { Link as RouterLink, useNavigate } from 'react-router-dom';
import { formatNumber } from '@backhaul/design';
import { countOf } from '@backhaul/domain/text/plural';
import { BrandSign } from '../kit/BrandSign.tsx';
import { PartnerTree } from '../kit/scope/PartnerTree.tsx';
import { CustomFieldFacts } from '../fields/index.ts';
import {
  Facts,
  InstantText,
  TestMark,
  useCan,
  useLocale,
  usePartnerScope,
  useViewer,
} from '../kit/index.ts';
import { ShowPage, useRecord } from '../kit/show/ShowPage.tsx';
import type { Partner } from './api.ts';
import { MovePartner } from './MovePartner.tsx';
import { NewTestPartner } from './NewTestPartner.tsx';
import { PortalAddresses } from './PortalAddresses.tsx';
import { TestClockCard } from './TestClockCard.tsx';

const back = { label: 'Partners', to: '/partners' };

/** One partner: its business, its look, its addresses, who is below it. */
export function PartnerShow() {
  return (
    <ShowPage
      kind="partner"
      back={back}
      asked={useRecord<Partner>('partners')}
      head={(partner) => ({
        title: partner.name,
        aside: (
          <Box component="span" sx={{ color: 'text.secondary' }}>
            Partner {partner.number}
            {partner.test && (
              <Box component="span" sx={{ marginInlineStart: 1 }}>
                <TestMark />
              </Box>
            )}
          </Box>
        ),
        description: partner.parent && <>Below {partner.parent.name}</>,
        actions: <PartnerActions partner={partner} />,
      })}
    >
      {(partner) => (
        <Box
          sx={{
            display: 'grid',
            gap: 2,
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'repeat(2, minmax(0, 1fr))' },
            alignItems: 'start',
          }}
        >
          {partner.test && <TestClockCard partner={partner} />}
          <Business partner={partner} />
          <Look partner={partner} />
          <PortalAddresses partner={partner} />
          <CustomFieldFacts entity="PARTNER" partnerId={partner.id} values={partner.customFields} />
          {partner.childCount > 0 && <Below partner={partner} />}
        </Box>
      )}
    </ShowPage>
  );
}

function PartnerActions({ partner }: { partner: Partner }) {
  const mayWrite = useCan('partners:write');
  const maySeeGateways = useCan('settings:read');
  const own = useViewer()?.partner.id === partner.id;
  const { choose, partnerId } = usePartnerScope();
  const [moving, setMoving] = useState(false);
  const [testing, setTesting] = useState(false);
  const settings = (page: string, label: string) => (
    <Button
      component={RouterLink}
      to={`/settings/${page}?partner=${partner.id}`}
      variant="outlined"
    >
      {label}
    </Button>
  );
  return (
    <>
      {!own && partnerId !== partner.id && (
        <Button variant="outlined" onClick={() => choose(partner.id)}>
          Show only this partner
        </Button>
      )}
      {settings('finance', 'Finance settings')}
      {maySeeGateways && settings('gateways', 'Payment gateways')}
      {mayWrite && !partner.test && (
        <Button variant="outlined" onClick={() => setTesting(true)}>
          New test partner
        </Button>
      )}
      {mayWrite && !own && partner.depth > 1 && !partner.test && (
        <Button variant="outlined" onClick={() => setMoving(true)}>
          Move partner
        </Button>
      )}
      {mayWrite && (
        <Button component={RouterLink} to={`/partners/${partner.id}`} variant="contained">
          Edit partner
        </Button>
      )}
      {testing && <NewTestPartner parent={partner} onClose={() => setTesting(false)} />}
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
  const maySet = useCan('settings:write');
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
            {maySet && (
              <Link component={RouterLink} to={`/settings/company?partner=${partner.id}`}>
                Set logo and colour
              </Link>
            )}
          </Box>,
        ],
        [
          'Logo',
          partner.branding.logoUrl ? (
            <BrandSign key="l" branding={partner.branding} size={36} />
          ) : (
            'None: initials are shown'
          ),
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
