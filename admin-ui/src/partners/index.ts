import type { ResourceProps } from 'react-admin';
import { iconComponent } from '../kit/icons.tsx';
import { PartnerCreate } from './PartnerCreate.tsx';
import { PartnerEdit } from './PartnerEdit.tsx';
import { PartnerShow } from './PartnerShow.tsx';
import { PartnersPage } from './PartnersPage.tsx';

const partners: ResourceProps = {
  name: 'partners',
  list: PartnersPage,
  create: PartnerCreate,
  edit: PartnerEdit,
  show: PartnerShow,
  recordRepresentation: 'name',
  icon: iconComponent('partners'),
  options: { label: 'Partners' },
};

export default partners;
