import { Box, Card, Link, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link as RouterLink } from 'react-router-dom';
import { request } from '../../api/client.ts';
import type { TemplateKind, TemplateListQuery } from '../../generated/graphql.ts';
import { PartnerSettings, useSettingsPartner } from '../../settings/index.ts';
import { TemplateListDocument } from './api.ts';
import { documents, kindWords, mails } from './kinds.ts';
import { TemplateOrigin } from './TemplateOrigin.tsx';

const groups = [
  { title: 'Documents', about: 'Printed as PDF, frozen when they are issued.', kinds: documents },
  { title: 'Mails', about: 'Written when they are sent.', kinds: mails },
];

/** Every kind of template and whose version of it applies for a partner. */
export function TemplatesPage() {
  const { partnerId, mayRead } = useSettingsPartner();
  const query = useQuery({
    queryKey: ['templates', partnerId],
    queryFn: () => request(TemplateListDocument, { partnerId: partnerId ?? '' }),
    enabled: partnerId !== null && mayRead,
  });
  const { data } = query;
  const partner = data?.companyDetails.partner;
  return (
    <PartnerSettings
      title="Templates"
      description="How documents and mails look and what they say. A template that is not set here is inherited from the partner above; at the top stand the built-in ones."
      what="Templates"
      name={partner?.name}
      query={query}
    >
      {data && partner && (
        <Box sx={{ display: 'grid', gap: 3 }}>
          {groups.map(({ title, about, kinds }) => (
            <Box key={title} component="section" aria-labelledby={`templates-${title}`}>
              <Typography variant="h2" id={`templates-${title}`}>
                {title}
              </Typography>
              <Typography sx={{ color: 'text.secondary', marginBlockEnd: 1 }}>{about}</Typography>
              <Card component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
                {kinds.map((kind) => (
                  <Row key={kind} kind={kind} template={data[kind]} partnerId={partner.id} />
                ))}
              </Card>
            </Box>
          ))}
        </Box>
      )}
    </PartnerSettings>
  );
}

function Row({
  kind,
  template,
  partnerId,
}: {
  kind: TemplateKind;
  template: TemplateListQuery['INVOICE_PDF'];
  partnerId: string;
}) {
  const { label, about } = kindWords[kind];
  const here = !template.inherited;
  return (
    <Box
      component="li"
      sx={{
        position: 'relative',
        display: 'grid',
        gridTemplateColumns: { xs: '1fr', sm: 'minmax(0, 1fr) minmax(180px, 40%)' },
        columnGap: 2,
        alignItems: 'center',
        paddingInline: 2,
        paddingBlock: 1.25,
        minHeight: 44,
        '& + &': { borderBlockStart: '1px solid', borderColor: 'divider' },
        '&:hover': { backgroundColor: 'action.hover' },
      }}
    >
      <Box>
        {/* The whole row leads there. */}
        <Link
          component={RouterLink}
          to={`/settings/templates/${kind}?partner=${partnerId}`}
          color="inherit"
          underline="hover"
          sx={{ fontWeight: 600, '&::after': { content: '""', position: 'absolute', inset: 0 } }}
        >
          {label}
        </Link>
        <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>{about}</Box>
      </Box>
      <Box
        sx={{
          color: here ? 'primary.main' : 'text.secondary',
          fontWeight: here ? 600 : 400,
          fontSize: '0.8125rem',
          textAlign: { sm: 'end' },
          overflowWrap: 'anywhere',
        }}
      >
        <TemplateOrigin template={template} partnerId={partnerId} />
      </Box>
    </Box>
  );
}
