/** The GPU's name as people would say it; what really runs stands in `<html data-adapter>` word for word. */

/** Names that a driver gives itself, and what they are called. */
const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/swiftshader/i, "SwiftShader"],
  [/llvmpipe/i, "llvmpipe"],
];

/** @param software words for an adapter that is emulated on the processor */
export function adapterName(
  { adapter, software: emulated }: { adapter: string; software: boolean },
  software: (name: string) => string,
): string {
  const known = KNOWN.find(([pattern]) => pattern.test(adapter))?.[1];
  return known && emulated ? software(known) : (known ?? adapter);
}
