import type { ResourceProps } from 'react-admin';
import type { MessageRowFragment } from '../generated/graphql.ts';
import { iconComponent } from '../kit/icons.tsx';
import { MessageList } from './MessageList.tsx';
import { MessageShow } from './MessageShow.tsx';
import { titleOf } from './words.ts';

const messages: ResourceProps = {
  name: 'messages',
  list: MessageList,
  show: MessageShow,
  recordRepresentation: (message: MessageRowFragment) => titleOf(message),
  icon: iconComponent('outbox'),
  options: { label: 'Outbox' },
};

export default messages;
