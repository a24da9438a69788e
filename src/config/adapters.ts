/** Limits of adapter files, which also come from strangers. */

export const ADAPTER_FILE = {
  formatVersion: 1,
  /** Bytes; an adapter of 5,000 ratings takes about 100 kB. */
  limitBytes: 4 * 1024 * 1024,
  /** Largest rank that is read. */
  largestRank: 64,
} as const;
