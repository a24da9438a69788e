/** How large a title is set on a typographic cover, in percent of the cover's width. */

/** The longest word must fit on one line, and the whole title on about five. */
export function titleSize(title: string): number {
  const longest = Math.max(...title.split(/\s+/).map((word) => word.length), 1);
  // A glyph is about half as wide as the font size: 84 % of the width holds 168 / size of them.
  const byWord = 158 / longest;
  const byLength = 62 / Math.sqrt(title.length);
  return Math.round(Math.max(7.2, Math.min(20, byWord, byLength)) * 10) / 10;
}
