/**
 * The layout that is drawn with from now on; issued documents keep theirs. One higher with every
 * new file in printing/rendering/layouts/.
 */
export const LAYOUT = 4;
