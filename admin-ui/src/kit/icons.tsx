/** Line icons in a 20 by 20 box, drawn in the current colour. */
const paths = {
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

/** One of the icons above, or a path of a module's own: it begins with `M`. */
export type IconName = keyof typeof paths | `M${string}`;

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
      <path d={name in paths ? paths[name as keyof typeof paths] : name} />
    </svg>
  );
}
