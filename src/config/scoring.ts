/** Numbers of scoring on the GPU. */

export const SCORING = {
  /** Bytes of one binding that every WebGPU device allows (`maxStorageBufferBindingSize`); more goes in chunks. */
  bindingBytes: 128 * 1024 * 1024,
  /** Groups of rows that the eight-bit pass takes, per row wanted: recall@100 stays above 0.99 (its test). */
  oversampling: 2,
  /** Candidates that come back at most: 32 KB. Only thousands of rows that are alike make more. */
  candidates: 8190,
  /** Rows that one invocation looks at, at most, range 8-64: fewer make more groups to choose from. */
  longestGroup: 32,
  /** It looks at one row more for each so many rows of the catalogue, so that small ones keep many groups. */
  rowsALongerGroup: 4096,
} as const;
