import { Box } from '@mui/material';
import { accentFor, countryName } from '@backhaul/design';
import { fileAddress } from '../fields/index.ts';
import { readableOnPaper, tintOf } from '@backhaul/domain/text/colour';
import { printIban } from '@backhaul/domain/text/bankAccount';
import type { Values } from './api.ts';

const quiet = '#5b6771';

/**
 * The head and foot of an invoice with the details as they are being typed: small, and only
 * roughly to scale.
 */
export function Letterhead({ values }: { values: Values }) {
  const colour = readableOnPaper(accentFor(values.colour).chosen);
  const place = [values.zip, values.city].filter(Boolean).join(' ');
  const address = [values.street, place, values.country && countryName(values.country, 'en')]
    .filter(Boolean)
    .join(', ');
  const contact = [values.email, values.phone, values.website].filter(Boolean).join(' · ');
  return (
    <Box
      role="img"
      aria-label={`Letterhead of ${values.name}`}
      sx={{
        backgroundColor: '#fff',
        color: '#1f2933',
        border: '1px solid',
        borderColor: 'divider',
        borderRadius: 1,
        padding: 2.5,
        fontSize: '0.6875rem',
        lineHeight: 1.5,
        overflowWrap: 'anywhere',
      }}
    >
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 2,
          paddingBlockEnd: 1,
          borderBlockEnd: `1.5px solid ${colour}`,
        }}
      >
        <Box sx={{ flex: 1, minWidth: 0 }}>
          {values.logoFileId ? (
            <Box
              component="img"
              src={fileAddress(values.logoFileId)}
              alt=""
              sx={{
                display: 'block',
                height: 36,
                maxWidth: '100%',
                objectFit: 'contain',
                objectPosition: 'left',
              }}
            />
          ) : (
            <Box
              dir="auto"
              sx={{ color: colour, fontSize: '1rem', fontWeight: 700, lineHeight: 1.25 }}
            >
              {values.name}
            </Box>
          )}
        </Box>
        <Box sx={{ color: colour, fontSize: '1.125rem', fontWeight: 700 }}>Invoice</Box>
      </Box>
      <Box sx={{ display: 'grid', gap: '5px', marginBlock: 2 }}>
        {[38, 100, 92].map((width) => (
          <Box
            key={width}
            sx={{ height: 5, width: `${width}%`, borderRadius: '2px', backgroundColor: '#eef1f4' }}
          />
        ))}
        <Box
          sx={{
            justifySelf: 'end',
            width: '45%',
            paddingInline: 1,
            paddingBlock: 0.5,
            backgroundColor: tintOf(colour),
            color: colour,
            fontWeight: 700,
            display: 'flex',
            justifyContent: 'space-between',
          }}
        >
          <span>Amount due</span>
          <span>34.20</span>
        </Box>
      </Box>
      {values.invoiceNote && (
        <Box dir="auto" sx={{ whiteSpace: 'pre-wrap' }}>
          {values.invoiceNote}
        </Box>
      )}
      {(values.iban || values.bankName) && (
        <Box sx={{ color: quiet }}>
          {values.bankName}
          {values.iban && (
            <Box>
              <strong>{printIban(values.iban)}</strong>
              {values.bic && ` · ${values.bic}`}
            </Box>
          )}
        </Box>
      )}
      {values.invoiceFooter && (
        <Box dir="auto" sx={{ color: quiet, marginBlockStart: 1, whiteSpace: 'pre-wrap' }}>
          {values.invoiceFooter}
        </Box>
      )}
      {values.invoiceTerms && (
        <Box dir="auto" sx={{ color: quiet, fontSize: '0.75em', whiteSpace: 'pre-wrap' }}>
          {values.invoiceTerms}
        </Box>
      )}
      <Box
        sx={{
          marginBlockStart: 1.5,
          paddingBlockStart: 0.75,
          borderBlockStart: '1px solid #d5dbe1',
          color: quiet,
        }}
      >
        <strong>{values.name}</strong>
        {address && ` · ${address}`}
        {values.taxNumber && ` · Tax no. ${values.taxNumber}`}
        {values.registrationNumber && ` · Reg. no. ${values.registrationNumber}`}
        {contact && <Box>{contact}</Box>}
      </Box>
    </Box>
  );
}
