import { Box, Button, Chip, Link } from '@mui/material';
import type { ContactShownFragment } from '../generated/graphql.ts';
import { CustomFieldFacts } from '../fields/index.ts';
import { sayTopic } from './words.ts';
import { reach } from '../kit/reach.ts';

interface ContactCardProps {
  contact: ContactShownFragment;
  partnerId: string;
  /** null: the viewer changes none. */
  onChange: (() => void) | null;
  onRemove: () => void;
}

/** One contact in the list. */
export function ContactCard({ contact, partnerId, onChange, onRemove }: ContactCardProps) {
  const { name, role, emails, phones, topics, customFields } = contact;
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gap: 1,
        gridTemplateColumns: 'minmax(0, 1fr)',
        padding: 2,
        '& + &': { borderBlockStart: '1px solid', borderColor: 'divider' },
      }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, justifyContent: 'space-between' }}>
        <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
          <Box sx={{ fontWeight: 600 }}>{name}</Box>
          {role && <Box sx={{ color: 'text.secondary' }}>{role}</Box>}
        </Box>
        {onChange && (
          <Box sx={{ display: 'flex', gap: 1 }}>
            <Button size="small" onClick={onChange} aria-label={`Edit ${name}`}>
              Edit
            </Button>
            <Button size="small" color="inherit" onClick={onRemove} aria-label={`Remove ${name}`}>
              Remove
            </Button>
          </Box>
        )}
      </Box>
      {emails.length + phones.length > 0 && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, overflowWrap: 'anywhere' }}>
          {emails.map((email) => (
            <Link key={email} href={`mailto:${email}`} sx={reach}>
              {email}
            </Link>
          ))}
          {phones.map((phone) => (
            <Link key={phone} href={`tel:${phone}`} sx={reach}>
              {phone}
            </Link>
          ))}
        </Box>
      )}
      {topics.length > 0 && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75, alignItems: 'center' }}>
          <Box sx={{ color: 'text.secondary' }}>Gets</Box>
          {topics.map((topic) => (
            <Chip key={topic} size="small" variant="outlined" label={sayTopic(topic)} />
          ))}
        </Box>
      )}
      {Object.keys(customFields as object).length > 0 && (
        <CustomFieldFacts entity="CONTACT" partnerId={partnerId} values={customFields} />
      )}
    </Box>
  );
}
