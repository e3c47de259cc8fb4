import type { ComponentType } from 'react';

/** Line icons in a 20 by 20 box, drawn in the current colour. */
const paths = {
  dashboard: 'M3 11h5.5V3H3zM11.5 17H17V9h-5.5zM3 17h5.5v-3H3zM11.5 6H17V3h-5.5z',
  runs: 'M4 5.5h8M4 10h5M4 14.5h5M12 13l2 2 3.5-4.5',
  customers:
    'M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6M2 16.5c.4-3 2.6-4.6 5.5-4.6s5.100 1.600 5.500 4.600M13 4a2.600 2.600 0 0 1 0 5M15 12.200c1.700.600 2.800 2 3 4.300',
  invoices: 'M5 2.500h10v15l-2.500-1.500-2.500 1.500-2.500-1.500L5 17.500zM8 7h4M8 10.500h4',
  payments: 'M2.500 5h15v10h-15zM2.500 8.500h15M5.500 12h3',
  ledger: 'M4 3h12v14H4zM4 7h12M9.500 7v10M12 10.500h2M12 13.500h2M6 10.500h1.500M6 13.500h1.500',
  outbox:
    'M2.500 11.500 5 4h10l2.500 7.500V16h-15zM2.500 11.500h4.500l1 2h4l1-2h4.500M10 11V6.500M8 8.500l2-2 2 2',
  tariffs: 'M3 3h6.500l7.500 7.500-6.500 6.500L3 9.500zM6.500 6.500h.01',
  partners:
    'M8 2.500h4v4H8zM2.500 13.500h4v4h-4zM13.500 13.500h4v4h-4zM10 6.500V10M4.500 13.500V10h11v3.500',
  users:
    'M10 10a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7M3.500 17.500c.500-3.500 3.200-5 6.500-5s6 1.500 6.500 5',
  settings:
    'M3 6h8M15 6h2M3 14h2M9 14h8M13 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4M7 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4',
  search: 'M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12M13.500 13.500 17 17',
  menu: 'M3 5.500h14M3 10h14M3 14.500h14',
  chevron: 'M6 8l4 4 4-4',
  chevronEnd: 'M8 6l4 4-4 4',
  check: 'M4 10.500l4 4 8-9',
  appearance: 'M10 3a7 7 0 1 0 0 14zM10 3a7 7 0 1 1 0 14',
  action: 'M11 2.500 4.500 11.500H10l-1 6 6.500-9H10z',
  reset: 'M4 8h7.500a4 4 0 0 1 0 8H7M4 8l3.500-3.500M4 8l3.500 3.500',
  close: 'M5 5l10 10M15 5 5 15',
  columns: 'M3 4h14v12H3zM7.700 4v12M12.300 4v12',
  pdf: 'M5 2.500h6.500l3.500 3.500v11.500H5zM11.500 2.500V6H15M7.500 10h5M7.500 13h5',
  plus: 'M10 4v12M4 10h12',
  up: 'M10 16V4.500M5 9.500l5-5 5 5',
  down: 'M10 4v11.500M5 10.500l5 5 5-5',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ flexShrink: 0 }}
    >
      <path d={paths[name]} />
    </svg>
  );
}

/** As react-admin wants a resource's icon. */
export function iconComponent(name: IconName): ComponentType {
  return function ResourceIcon() {
    return <Icon name={name} />;
  };
}
