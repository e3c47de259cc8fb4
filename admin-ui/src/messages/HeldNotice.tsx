import { Alert, Button } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { formatNumber } from '@backhaul/design';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import type { Channel } from '../generated/graphql.ts';
import { useCan, useLocale, usePartnerScope } from '../kit/index.ts';
import { HeldMessagesQuery } from './api.ts';
import { carrierOf } from './words.ts';

/** The address of a partner's settings of what carries a channel. */
export function carrierSettings(partnerId: string, channel: Channel): string {
  return `/settings/notifications?partner=${partnerId}#${channel === 'SMS' ? 'sms-gateway' : 'mail-server'}`;
}

/** "no mail server is set for Karoo; messages go out by themselves once one is". */
export function sayHeld(channel: Channel, partnerName: string): string {
  return `No ${carrierOf(channel)} is set for ${partnerName}; messages go out by themselves once one is.`;
}

/** Above the outbox while anything is held: how many, why, and where that is put right. */
export function HeldNotice() {
  const locale = useLocale();
  const maySet = useCan('settings:read');
  const { partnerId } = usePartnerScope();
  const { data } = useQuery({
    queryKey: ['messages', 'held', partnerId],
    queryFn: () => request(HeldMessagesQuery, { partnerId }),
  });
  const [first] = data?.messages.nodes ?? [];
  if (!data || !first) return null;
  const { totalCount, nodes } = data.messages;
  const sources = [
    ...new Map(nodes.map((each) => [`${each.partner.id} ${each.channel}`, each])).values(),
  ];
  const channels = new Set(sources.map((each) => each.channel));
  const names = [...new Set(sources.map((each) => each.partner.name))];
  const whose =
    names.length > 2
      ? `${names[0] ?? ''} and ${formatNumber(names.length - 1, locale)} more`
      : names.join(' and ');
  return (
    <Alert
      severity="warning"
      variant="outlined"
      sx={{ marginBlockEnd: 2, flexWrap: { xs: 'wrap', sm: 'nowrap' } }}
      action={
        maySet && (
          <Button
            component={Link}
            to={carrierSettings(first.partner.id, first.channel)}
            color="inherit"
            size="small"
          >
            Set {first.channel === 'SMS' ? 'an' : 'a'} {carrierOf(first.channel)}
          </Button>
        )
      }
    >
      <strong>{countOf(totalCount, 'message is', 'messages are', locale)} held.</strong>{' '}
      {channels.size > 1
        ? `Neither a mail server nor an SMS gateway is set for ${whose}; messages go out by themselves once they are.`
        : sayHeld(first.channel, whose)}
    </Alert>
  );
}
