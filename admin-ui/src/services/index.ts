import RouterOutlined from '@mui/icons-material/RouterOutlined';
import type { ResourceProps } from 'react-admin';
import { ServiceShow } from './ServiceShow.tsx';
import { ServiceList } from './ServiceList.tsx';

const services: ResourceProps = {
  name: 'services',
  list: ServiceList,
  show: ServiceShow,
  recordRepresentation: (service: { description: string }) => service.description,
  icon: RouterOutlined,
  options: { label: 'Services' },
};

export default services;
