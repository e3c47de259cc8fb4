import { Box, Card, CardContent, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import type { MessageOneQuery } from '../generated/graphql.ts';
import { BlockSkeleton, ErrorState, MailFrame } from '../kit/index.ts';
import { MessagePreviewQuery } from './api.ts';

type Message = MessageOneQuery['message'];

/** Why there is only a preview, where it is not that the message still waits. */
const notes: Partial<Record<Message['status'], string>> = {
  CANCELLED: 'It was cancelled and never sent. This is how it would read now.',
  FAILED: 'It was not delivered. This is how it would read if it went now.',
};

/** What a message said; of one that has not gone, what it would say now. */
export function MessageBody({ message }: { message: Message }) {
  const sent = message.body !== '';
  const preview = useQuery({
    queryKey: ['messages', message.id, 'preview'],
    queryFn: async () => (await request(MessagePreviewQuery, { id: message.id })).messagePreview,
    enabled: !sent,
  });
  const shown = sent ? { subject: message.subject, body: message.body } : (preview.data ?? null);
  const title = sent ? (message.status === 'SENT' ? 'As sent' : 'As it left') : 'Preview';
  return (
    <Card component="section" aria-labelledby="message-body-title">
      <CardContent sx={{ display: 'grid', gap: 1 }}>
        <Typography variant="h2" id="message-body-title">
          {title}
        </Typography>
        {!sent && (
          <Box sx={{ color: 'text.secondary' }}>
            {notes[message.status] ??
              'It has not gone yet. It is written when it goes, so what changes until then changes in it.'}
          </Box>
        )}
        {preview.error && (
          <ErrorState
            error={preview.error}
            what="The preview could not be made."
            onRetry={() => void preview.refetch()}
          />
        )}
        {!shown && !preview.error && <BlockSkeleton lines={8} />}
        {shown?.subject && message.channel === 'EMAIL' && (
          <Box sx={{ overflowWrap: 'anywhere' }}>
            <Box component="span" sx={{ color: 'text.secondary' }}>
              Subject:{' '}
            </Box>
            <strong dir="auto">{shown.subject}</strong>
          </Box>
        )}
        {shown && message.channel === 'SMS' && (
          <Box
            dir="auto"
            sx={{
              whiteSpace: 'pre-wrap',
              overflowWrap: 'anywhere',
              padding: 1.5,
              borderRadius: 1,
              backgroundColor: 'action.hover',
              maxWidth: '48ch',
            }}
          >
            {shown.body}
          </Box>
        )}
        {shown && message.channel === 'EMAIL' && (
          <MailFrame body={shown.body} title={`${title}: the mail`} />
        )}
      </CardContent>
    </Card>
  );
}
