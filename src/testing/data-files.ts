/** Data files out of text, in chunks so small that every seam is met. */
import type { DataFile } from "../evaluation/read/file.ts";

const CHUNK_BYTES = 5;

export function dataFile(
  name: string,
  content: string | Uint8Array,
  chunk = CHUNK_BYTES,
): DataFile {
  const whole =
    typeof content === "string" ? new TextEncoder().encode(content) : content;
  return {
    name,
    size: whole.byteLength,
    stream: () => {
      let from = 0;
      return new ReadableStream<Uint8Array>({
        pull: (controller) => {
          if (from >= whole.byteLength) {
            controller.close();
            return;
          }
          controller.enqueue(whole.slice(from, from + chunk));
          from += chunk;
        },
      });
    },
  };
}
