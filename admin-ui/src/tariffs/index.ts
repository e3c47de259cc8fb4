import type { ResourceProps } from 'react-admin';
import { iconComponent } from '../kit/icons.tsx';
import { TariffCreate } from './TariffCreate.tsx';
import { TariffEdit } from './TariffEdit.tsx';
import { TariffList } from './TariffList.tsx';
import { TariffShow } from './TariffShow.tsx';

const tariffs: ResourceProps = {
  name: 'tariffs',
  list: TariffList,
  create: TariffCreate,
  edit: TariffEdit,
  show: TariffShow,
  recordRepresentation: 'name',
  icon: iconComponent('tariffs'),
  options: { label: 'Tariffs' },
};

export default tariffs;
