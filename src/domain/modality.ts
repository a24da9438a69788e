/** The kinds of content that the model fuses, in the order of every `[.., M]` axis. */
export const MODALITIES = ["text", "image", "audio", "graph"] as const;
export type Modality = (typeof MODALITIES)[number];

/** The modalities that an encoder makes from raw content; the graph's vector comes from the triples. */
export const ENCODED_MODALITIES = ["text", "image", "audio"] as const;
export type EncodedModality = (typeof ENCODED_MODALITIES)[number];
