throw new Error(
  "onnxruntime-node is stubbed in Palate: use onnxruntime-web (see docs/decisions/0002-no-native-onnxruntime.md).",
);
