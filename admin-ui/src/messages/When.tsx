import { Box } from '@mui/material';
import { formatComing, formatInstant, formatRelative } from '@backhaul/design';
import type { MessageRowFragment } from '../generated/graphql.ts';
import { InstantText, language, useLocale } from '../kit/index.ts';
import { carrierOf } from './words.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NEAR = 6 * 24 * HOUR;

/** "in 12 minutes", "Mon 08:00", "3 Dec 08:00": as near as it is. */
function sayComing(at: string, locale: string): string {
  const wait = Date.parse(at) - Date.now();
  if (wait < MINUTE) return 'in a moment';
  if (wait < HOUR) return formatRelative(at, language);
  return formatComing(at, wait < NEAR, locale);
}

/** When a message went or is to go; the exact time, and what the partner's own clocks show then, on hover. */
export function When({
  message,
}: {
  message: Pick<
    MessageRowFragment,
    'status' | 'sendAfter' | 'sentAt' | 'channel' | 'attempts' | 'partner'
  >;
}) {
  const locale = useLocale();
  const { status, sendAfter, sentAt, partner } = message;
  if (status === 'SENT')
    return (
      <span>
        sent <InstantText at={sentAt} />
      </span>
    );
  if (status === 'SENDING') return <span>going out now</span>;
  if (status === 'HELD')
    return (
      <Quiet>
        once {message.channel === 'SMS' ? 'an' : 'a'} {carrierOf(message.channel)} is set
      </Quiet>
    );
  if (status !== 'QUEUED') return <Quiet>not sent</Quiet>;
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const there =
    partner.timeZone === own
      ? ''
      : ` · ${formatInstant(sendAfter, locale, partner.timeZone)} in ${partner.timeZone.replaceAll('_', ' ')}`;
  return (
    <Box
      component="time"
      dateTime={sendAfter}
      title={`${formatInstant(sendAfter, locale)}, ${formatRelative(sendAfter, language)}${there}`}
      sx={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}
    >
      {message.attempts > 0 ? 'tried again' : 'goes'} {sayComing(sendAfter, locale)}
    </Box>
  );
}

function Quiet({ children }: { children: React.ReactNode }) {
  return (
    <Box component="span" sx={{ color: 'text.secondary' }}>
      {children}
    </Box>
  );
}
