import { useEffect, useState } from 'react';
import { isSeenOnWhite } from '@backhaul/domain/text/inkOnWhite';

/** As large as it is looked at. */
const SIDE = 128;

/** Whether a picture is seen on white; true while that is not known. */
export function useSeenOnWhite(address: string | null): boolean {
  const [faint, setFaint] = useState<string | null>(null);
  useEffect(() => {
    if (address === null) return;
    let gone = false;
    const image = new Image();
    image.addEventListener('load', () => {
      if (!gone) setFaint(seen(image) ? null : address);
    });
    image.src = address;
    return () => {
      gone = true;
    };
  }, [address]);
  return address === null || faint !== address;
}

function seen(image: HTMLImageElement): boolean {
  const scale = Math.min(1, SIDE / Math.max(image.naturalWidth, image.naturalHeight, 1));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
  canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return true;
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return isSeenOnWhite(context.getImageData(0, 0, canvas.width, canvas.height).data);
}
