/** Planted at run time: tools/check/sizes.ts writes the large files. */
