import { Box, useTheme } from '@mui/material';

const rows = 13;

/** Each line starts at its own height and ends on the trunk: many customers, few partners, one network. */
function path(index: number): string {
  const y = 70 + index * 55;
  const stem = 90 + (index % 4) * 26;
  const partner = 140 + Math.floor(index / 3.4) * 175;
  return `M-10 ${y}H${stem}C${stem + 90} ${y} ${stem + 60} ${partner} ${stem + 170} ${partner}H390C500 ${partner} 470 400 590 400H820`;
}

/** The picture of the sign-in page. */
export function Lines() {
  const { palette } = useTheme();
  return (
    <Box
      aria-hidden="true"
      sx={{
        display: { xs: 'none', md: 'block' },
        backgroundColor: 'primary.light',
        borderInlineStart: '1px solid',
        borderColor: 'divider',
        overflow: 'hidden',
      }}
    >
      <svg
        width="100%"
        height="100%"
        viewBox="0 0 800 800"
        preserveAspectRatio="xMidYMid slice"
        fill="none"
        stroke={palette.primary.main}
      >
        {Array.from({ length: rows }, (_, index) => (
          <path key={index} d={path(index)} strokeWidth="1.5" opacity={0.28 + (index % 3) * 0.14} />
        ))}
        <path d="M590 400H820" strokeWidth="7" strokeLinecap="round" />
        {Array.from({ length: rows }, (_, index) => (
          <circle
            key={index}
            cx={90 + (index % 4) * 26}
            cy={70 + index * 55}
            r="4"
            fill={palette.primary.main}
            stroke="none"
          />
        ))}
        {[140, 315, 490, 665].map((y) => (
          <rect
            key={y}
            x="375"
            y={y - 11}
            width="22"
            height="22"
            rx="6"
            fill={palette.background.paper}
            strokeWidth="2"
          />
        ))}
        <circle
          cx="590"
          cy="400"
          r="15"
          fill={palette.primary.main}
          stroke={palette.background.paper}
          strokeWidth="4"
        />
      </svg>
    </Box>
  );
}
