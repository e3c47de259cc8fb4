import { Box } from '@mui/material';
import { worldOutline } from './worldOutline.ts';

export interface Place {
  lat: number;
  lon: number;
}

const meridians = Array.from({ length: 11 }, (_, index) => -150 + index * 30);
const parallels = [-60, -30, 0, 30, 60];

/**
 * Where on the earth a point lies: drawn here, without asking any map server. The coordinates
 * beside it say it to everybody else.
 */
export function PlacePicture({ place, width = 280 }: { place: Place | null; width?: number }) {
  return (
    <Box
      component="svg"
      viewBox="-180 -84 360 150"
      aria-hidden="true"
      sx={{
        display: 'block',
        width: '100%',
        maxWidth: width,
        border: '1px solid',
        borderColor: 'divider',
        borderRadius: 1,
        backgroundColor: 'background.default',
        direction: 'ltr',
      }}
    >
      <Box component="g" sx={{ stroke: 'currentColor', color: 'divider', strokeWidth: 0.5 }}>
        {meridians.map((lon) => (
          <line key={lon} x1={lon} x2={lon} y1={-90} y2={90} />
        ))}
        {parallels.map((lat) => (
          <line key={lat} x1={-180} x2={180} y1={-lat} y2={-lat} />
        ))}
      </Box>
      <Box
        component="path"
        d={worldOutline}
        sx={{ fill: 'currentColor', color: 'text.secondary', opacity: 0.35 }}
      />
      {place && (
        <Box component="g" sx={{ color: 'primary.main', stroke: 'currentColor', strokeWidth: 0.7 }}>
          <line x1={place.lon} x2={place.lon} y1={-90} y2={90} />
          <line x1={-180} x2={180} y1={-place.lat} y2={-place.lat} />
          <Box
            component="circle"
            cx={place.lon}
            cy={-place.lat}
            r={5}
            sx={{ fill: 'currentColor', stroke: 'none' }}
          />
        </Box>
      )}
    </Box>
  );
}
