import { pagesIn } from '@backhaul/design';
import { useEffect, useState } from 'react';

/** A picture that can be shown at once: its address within this page, its natural size, and the pages on it. */
export interface Picture {
  src: string;
  width: number;
  height: number;
  pages: number;
}

/** Bytes as a picture, given back when they are no longer shown; broken where the browser cannot read them. */
export function usePicture(content: Blob): { picture: Picture | null; broken: boolean } {
  const [state, setState] = useState<{ picture: Picture | null; broken: boolean }>({
    picture: null,
    broken: false,
  });
  useEffect(() => {
    const src = URL.createObjectURL(content);
    const image = new Image();
    image.onload = () =>
      setState({
        picture: {
          src,
          width: image.naturalWidth,
          height: image.naturalHeight,
          pages: pagesIn(image),
        },
        broken: false,
      });
    image.onerror = () => setState({ picture: null, broken: true });
    image.src = src;
    return () => {
      image.onload = image.onerror = null;
      URL.revokeObjectURL(src);
    };
  }, [content]);
  return state;
}
