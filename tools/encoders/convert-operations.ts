/**
 * One entry for each TensorFlow operation that the bundled networks use: which ONNX nodes it becomes, and
 * which layout it asks for and gives.
 */
import {
  inputOf,
  unsupported,
  type Converter,
  type Layout,
  type Operation,
  type Value,
} from "./convert.ts";
import type { Name } from "./onnx-graph.ts";
import { attribute, type RawNode } from "./tfjs-graph.ts";

/** ONNX' stand-in for "to the end" in Slice. */
const END = 2 ** 31 - 1;
/** Where each of TensorFlow's axes goes when channels come second. */
const SECOND_AXES = [0, 2, 3, 1];

const last = (name: Name): Value => ({ name, layout: "last" });

function unary(op: string): Operation {
  return (c, node) => {
    const { name, layout } = c.value(inputOf(node, 0));
    return { name: c.onnx.add(op, [name]), layout };
  };
}

/** Broadcasts as NumPy does; a `[C]` constant beside channels-second values becomes `[C, 1, 1]`. */
function binary(op: string): Operation {
  return (c, node) => {
    const references = [inputOf(node, 0), inputOf(node, 1)];
    const computed = references.filter((name) => c.weight(name) === null);
    const layout: Layout = computed.some((n) => c.value(n).layout === "second")
      ? "second"
      : "last";
    const names = references.map((reference) =>
      operand(c, node, reference, layout),
    );
    return { name: c.onnx.add(op, names), layout };
  };
}

function operand(
  c: Converter,
  node: RawNode,
  reference: string,
  layout: Layout,
): Name {
  const weight = c.weight(reference);
  if (weight === null) return c.as(c.value(reference), layout);
  if (layout === "last" || weight.shape.length === 0)
    return c.value(reference).name;
  const [channels = 0] = weight.shape;
  if (weight.shape.length !== 1)
    throw unsupported(node, "constant of this rank");
  return c.onnx.floats([...weight.data], [channels, 1, 1]);
}

function convolution(depthwise: boolean): Operation {
  return (c, node) => {
    const x = c.as(c.value(inputOf(node, 0)), "second");
    const { data, shape } = c.constant(node, 1);
    const [height = 1, width = 1, channels = 1, out = 1] = shape;
    const filters = depthwise ? channels * out : out;
    const perFilter = depthwise ? 1 : channels;
    const weights = new Float32Array(data.length);
    // HWIO to OIHW; a depthwise filter [H, W, C, M] is OIHW with one input and C * M outputs.
    for (let at = 0; at < height * width; at++)
      for (let i = 0; i < perFilter; i++)
        for (let o = 0; o < filters; o++)
          weights[(o * perFilter + i) * height * width + at] =
            data[(at * perFilter + i) * filters + o] ?? 0;
    const inputs = [x, c.filter(weights, [filters, perFilter, height, width])];
    const fused = attribute.texts(node, "fused_ops");
    if (fused[0] === "BiasAdd")
      inputs.push(c.onnx.floats([...c.constant(node, 2).data], [filters]));
    const strides = attribute.ints(node, "strides").slice(1, 3);
    const name = c.onnx.add("Conv", inputs, {
      kernel_shape: [height, width],
      strides,
      ...padding(node, [height, width], strides),
      ...(depthwise ? { group: channels } : {}),
    });
    return { name: activation(c, node, name, fused.at(-1)), layout: "second" };
  };
}

function activation(
  c: Converter,
  node: RawNode,
  name: Name,
  fused: string | undefined,
): Name {
  if (fused === undefined || fused === "BiasAdd") return name;
  if (fused === "Relu") return c.onnx.add("Relu", [name]);
  if (fused === "Relu6") return clip6(c, name);
  throw unsupported(node, `fused ${fused}`);
}

const clip6 = (c: Converter, name: Name): Name =>
  c.onnx.add("Clip", [name, c.onnx.scalar(0), c.onnx.scalar(6)]);

function padding(
  node: RawNode,
  kernel: readonly number[],
  strides: readonly number[],
): { pads: number[] } | { auto_pad: string } {
  if (attribute.text(node, "padding") === "VALID")
    return { pads: [0, 0, 0, 0] };
  if (strides.some((s) => s !== 1) || kernel.some((k) => k % 2 === 0))
    return { auto_pad: "SAME_UPPER" };
  const half = kernel.map((k) => k >> 1);
  return { pads: [...half, ...half] };
}

/** Reductions take their axes as an attribute up to opset 17, except ReduceSum. */
function reduction(op: string): Operation {
  return (c, node) => {
    const value = c.value(inputOf(node, 0));
    const axes = c.numbers(node, 1);
    const keep = attribute.flag(node, "keep_dims");
    const spatial = value.layout === "second" && axes.join() === "1,2";
    const name = spatial ? value.name : c.as(value, "last");
    const where = spatial ? [2, 3] : axes;
    const keepdims = keep ? 1 : 0;
    const reduced =
      op === "ReduceSum"
        ? c.onnx.add(op, [name, c.onnx.ints(where)], { keepdims })
        : c.onnx.add(op, [name], { axes: where, keepdims });
    return { name: reduced, layout: spatial && keep ? "second" : "last" };
  };
}

/** `[..., begin:end:1, ...]` with TensorFlow's masks: new axes, dropped axes, open ends. */
const stridedSlice: Operation = (c, node) => {
  const mask = (name: string, bit: number): boolean =>
    ((attribute.int(node, `${name}_mask`) >> bit) & 1) === 1;
  const begin = c.numbers(node, 1);
  const end = c.numbers(node, 2);
  if (c.numbers(node, 3).some((stride) => stride !== 1))
    throw unsupported(node, "strides other than 1");
  const fresh: number[] = [];
  const dropped: number[] = [];
  const slices: { axis: number; from: number; to: number }[] = [];
  begin.forEach((b, i) => {
    if (mask("new_axis", i)) return fresh.push(i);
    const axis = i - fresh.length;
    const from = mask("begin", i) ? 0 : b;
    if (mask("shrink_axis", i)) {
      dropped.push(axis);
      return slices.push({ axis, from, to: from + 1 });
    }
    const to = mask("end", i) ? END : (end[i] ?? END);
    return from !== 0 || to !== END ? slices.push({ axis, from, to }) : 0;
  });
  let name = c.plain(node, 0);
  if (slices.length > 0)
    name = c.onnx.add("Slice", [
      name,
      c.onnx.ints(slices.map(({ from }) => from)),
      c.onnx.ints(slices.map(({ to }) => to)),
      c.onnx.ints(slices.map(({ axis }) => axis)),
    ]);
  if (dropped.length > 0)
    name = c.onnx.add("Squeeze", [name, c.onnx.ints(dropped)]);
  if (fresh.length > 0)
    name = c.onnx.add("Unsqueeze", [name, c.onnx.ints(fresh)]);
  return last(name);
};

/** Stacks along a new axis. */
const pack: Operation = (c, node) => {
  const axis = attribute.int(node, "axis");
  const parts = (node.input ?? []).map((_, i) =>
    c.onnx.add("Unsqueeze", [c.plain(node, i), c.onnx.ints([axis])]),
  );
  return last(c.onnx.add("Concat", parts, { axis }));
};

const concat: Operation = (c, node) => {
  const count = attribute.int(node, "N");
  const [axis = 0] = c.numbers(node, count);
  const values = (node.input ?? [])
    .slice(0, count)
    .map((name) => c.value(name));
  const second = values.every(({ layout }) => layout === "second");
  const layout: Layout = second ? "second" : "last";
  const where = second ? (SECOND_AXES.at(axis) ?? axis) : axis;
  const names = values.map((value) => c.as(value, layout));
  return { name: c.onnx.add("Concat", names, { axis: where }), layout };
};

/** TensorFlow has a pair for each axis; ONNX all beginnings, then all ends. */
const pad: Operation = (c, node) => {
  const pairs = c.numbers(node, 1);
  const pads = [
    ...pairs.filter((_, i) => i % 2 === 0),
    ...pairs.filter((_, i) => i % 2 === 1),
  ];
  const mirror = node.op === "MirrorPad";
  if (mirror && attribute.text(node, "mode") !== "REFLECT")
    throw unsupported(node, "symmetric padding");
  const mode = mirror ? "reflect" : "constant";
  return last(
    c.onnx.add("Pad", [c.plain(node, 0), c.onnx.ints(pads)], { mode }),
  );
};

/** 0 where the divisor is 0. */
const divideNoNan: Operation = (c, node) => {
  const [x, y] = [c.plain(node, 0), c.plain(node, 1)];
  const zero = c.onnx.scalar(0);
  const isZero = c.onnx.add("Equal", [y, zero]);
  const safe = c.onnx.add("Where", [isZero, c.onnx.scalar(1), y]);
  const quotient = c.onnx.add("Div", [x, safe]);
  return last(c.onnx.add("Where", [isZero, zero, quotient]));
};

export const OPERATIONS: Readonly<Record<string, Operation>> = {
  Identity: (c, node) => c.value(inputOf(node, 0)),
  Add: binary("Add"),
  AddV2: binary("Add"),
  Sub: binary("Sub"),
  Mul: binary("Mul"),
  DivNoNan: divideNoNan,
  Relu: unary("Relu"),
  Relu6: (c, node) => {
    const { name, layout } = c.value(inputOf(node, 0));
    return { name: clip6(c, name), layout };
  },
  Sigmoid: unary("Sigmoid"),
  Neg: unary("Neg"),
  Log: unary("Log"),
  Sqrt: unary("Sqrt"),
  Square: (c, node) => {
    const { name, layout } = c.value(inputOf(node, 0));
    return { name: c.onnx.add("Mul", [name, name]), layout };
  },
  Mean: reduction("ReduceMean"),
  Sum: reduction("ReduceSum"),
  Min: reduction("ReduceMin"),
  Max: reduction("ReduceMax"),
  Conv2D: convolution(false),
  _FusedConv2D: convolution(false),
  DepthwiseConv2dNative: convolution(true),
  FusedDepthwiseConv2dNative: convolution(true),
  Shape: (c, node) => last(c.onnx.add("Shape", [c.plain(node, 0)])),
  Reshape: (c, node) =>
    last(c.onnx.add("Reshape", [c.plain(node, 0), c.plain(node, 1)])),
  Transpose: (c, node) =>
    last(
      c.onnx.add("Transpose", [c.plain(node, 0)], { perm: c.numbers(node, 1) }),
    ),
  ExpandDims: (c, node) =>
    last(
      c.onnx.add("Unsqueeze", [
        c.plain(node, 0),
        c.onnx.ints(c.numbers(node, 1)),
      ]),
    ),
  Squeeze: (c, node) =>
    last(
      c.onnx.add("Squeeze", [
        c.plain(node, 0),
        c.onnx.ints(attribute.ints(node, "squeeze_dims")),
      ]),
    ),
  StridedSlice: stridedSlice,
  Pack: pack,
  ConcatV2: concat,
  Pad: pad,
  MirrorPad: pad,
};
