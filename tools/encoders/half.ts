/** IEEE 754 half precision as bits in a `Uint16Array`; round to nearest, ties to even. */

const scratch = new DataView(new ArrayBuffer(4));

export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

export function toHalf(value: number): number {
  scratch.setFloat32(0, value);
  const bits = scratch.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00; // NaN
  const absolute = Math.abs(value);
  if (absolute >= 65520) return sign | 0x7c00; // rounds to infinity
  if (absolute < 2 ** -14) return sign | roundEven(absolute * 2 ** 24);
  const exponent = (magnitude >>> 23) - 112;
  // A mantissa that rounds up to 1024 carries into the exponent by plain addition.
  return sign | ((exponent << 10) + roundEven((magnitude & 0x7fffff) / 8192));
}

function roundEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
