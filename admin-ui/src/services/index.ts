import RouterOutlined from '@mui/icons-material/RouterOutlined';
import type { ResourceProps } from 'react-admin';
import { ServiceList } from './ServiceList.tsx';

const services: ResourceProps = {
  name: 'services',
  list: ServiceList,
  recordRepresentation: (service: { description: string }) => service.description,
  icon: RouterOutlined,
  options: { label: 'Services' },
};

export default services;
