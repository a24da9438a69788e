/** The files of a drop, those in folders included. Hidden files are left alone. */

/** A data set has a dozen files; a home directory that slips in must not be walked to its end. */
const MOST_FILES = 200;

export async function filesOfDrop(drop: DataTransfer): Promise<File[]> {
  const entries = [...drop.items].flatMap(
    (item) => item.webkitGetAsEntry() ?? [],
  );
  // Taken at once: the drop is empty after the first wait.
  const bare = [...drop.files];
  if (entries.length === 0) return bare;
  const found: File[] = [];
  for (const entry of entries) await walk(entry, found);
  return found;
}

async function walk(entry: FileSystemEntry, found: File[]): Promise<void> {
  if (entry.name.startsWith(".") || found.length >= MOST_FILES) return;
  if (isFile(entry)) {
    found.push(await new Promise<File>((done, fail) => entry.file(done, fail)));
    return;
  }
  if (!isFolder(entry)) return;
  const reader = entry.createReader();
  for (;;) {
    // A reader gives a hundred at a time, and nothing at the end.
    const some = await new Promise<FileSystemEntry[]>((done, fail) => {
      reader.readEntries(done, fail);
    });
    if (some.length === 0) return;
    for (const each of some) await walk(each, found);
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry =>
  entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry =>
  entry.isDirectory;
