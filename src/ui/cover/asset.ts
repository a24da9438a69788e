/** Addresses of catalogue files, relative to the page, so that any static folder can hold it. */
export function assetUrl(src: string): string {
  return `catalogue/${src.split("/").map(encodeURIComponent).join("/")}`;
}
