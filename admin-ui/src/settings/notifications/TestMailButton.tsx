import { useState } from 'react';
import { Alert, Box, Button } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { request } from '../../api/client.ts';
import { ErrorState } from '../../kit/index.ts';
import { sendTestMailDocument } from './api.ts';

/** Sends a mail to whoever presses it, and says what the mail server said. */
export function TestMailButton({ partnerId }: { partnerId: string }) {
  const [asked, setAsked] = useState(false);
  const test = useMutation({
    mutationFn: async () => (await request(sendTestMailDocument, { partnerId })).sendTestMail,
  });
  return (
    <>
      <Button
        variant="outlined"
        loading={test.isPending}
        onClick={() => {
          setAsked(true);
          test.mutate();
        }}
      >
        Send me a test mail
      </Button>
      <Box role="status" sx={{ flexBasis: '100%', '&:empty': { display: 'none' } }}>
        {asked && test.error && <ErrorState error={test.error} what="No test mail was sent." />}
        {test.data && (
          <Alert
            severity={test.data.sent ? 'success' : 'error'}
            variant="outlined"
            sx={{ overflowWrap: 'anywhere' }}
          >
            {test.data.sent
              ? `A test mail is on the way to ${test.data.to}. The mail server said: `
              : `The test mail to ${test.data.to} was not sent. The mail server said: `}
            <q>{test.data.words}</q>
          </Alert>
        )}
      </Box>
    </>
  );
}
