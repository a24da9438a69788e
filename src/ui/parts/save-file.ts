/** Hands a file out to the person, through the browser's own download. */

/** Long enough for any browser to have taken the address; then the memory is given back. */
const KEEP_MS = 30_000;

export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, KEEP_MS);
}
