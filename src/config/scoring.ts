/** Numbers of scoring on the GPU. */

export const SCORING = {
  /** Bytes of one binding that every WebGPU device allows (`maxStorageBufferBindingSize`); more goes in chunks. */
  bindingBytes: 128 * 1024 * 1024,
} as const;
