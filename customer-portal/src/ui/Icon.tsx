import { iconPath, type StatusIcon } from '@backhaul/design';

const own = {
  home: 'M2.5 7.25L8 2.5l5.5 4.75v6.25h-3.75v-4h-3.5v4H2.5z',
  invoice: 'M3.5 1.75h9v12.5l-2.25-1.5L8 14.25l-2.25-1.5-2.25 1.5zM6 5.25h4M6 8.25h4',
  payment: 'M1.75 3.75h12.5v8.5H1.75zM1.75 6.75h12.5M4.25 9.75h2.5',
  services:
    'M8 12.4v.1M5.6 9.9a3.4 3.4 0 0 1 4.8 0M3.4 7.5a6.5 6.5 0 0 1 9.2 0M1.5 5a9.3 9.3 0 0 1 13 0',
  profile:
    'M8 2a2.75 2.75 0 1 1 0 5.5A2.75 2.75 0 0 1 8 2M2.5 14c.4-3 2.6-4.5 5.5-4.5s5.100 1.500 5.500 4.500',
  next: 'M6 3.5L10.500 8L6 12.500',
  back: 'M10 3.500L5.500 8L10 12.500',
  print: 'M4.500 5.750v-4h7v4M4.500 11.250h-2.750v-5.500h12.500v5.500h-2.750M4.500 9.250h7v5h-7z',
  download: 'M8 2v8M4.750 7L8 10.250L11.250 7M2.500 13.500h11',
  open: 'M9.500 2.500h4v4M13.500 2.500L7.500 8.500M6.500 3.500h-4v10h10v-4',
  document: 'M3.500 1.750h6l3 3v9.500h-9zM9.500 1.750v3h3M5.750 8h4.500M5.750 10.750h4.500',
  place:
    'M8 14.250C5 11 3.500 8.750 3.500 6.500a4.500 4.500 0 0 1 9 0C12.500 8.750 11 11 8 14.250M8 4.750a1.750 1.750 0 1 1 0 3.500a1.750 1.750 0 0 1 0-3.500',
  offline:
    'M2 2l12 12M5.600 9.900a3.400 3.400 0 0 1 4.800 0M8 12.400v.1M3.400 7.500a6.500 6.500 0 0 1 2.600-1.600M1.500 5a9.300 9.300 0 0 1 2-1.500M7.500 3a9.300 9.300 0 0 1 7 2M10.500 6.100a6.500 6.500 0 0 1 2.100 1.400',
} as const;

export type IconName = keyof typeof own | StatusIcon;

const isOwn = (name: IconName): name is keyof typeof own => name in own;

/** Always decorative: the word beside it says the same. Arrows turn round where the text runs from right to left. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      className={name === 'next' || name === 'back' ? 'icon icon-turns' : 'icon'}
      viewBox="0 0 16 16"
      aria-hidden="true"
      focusable="false"
    >
      <path d={isOwn(name) ? own[name] : iconPath(name)} />
    </svg>
  );
}
