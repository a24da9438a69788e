/**
 * Import it for its effect wherever something is trained in a browser: TensorFlow.js' core registers no gradient by
 * itself. It stands apart from ./tensors.ts because Node cannot import it (tools/lib/node-gpu.ts says how there).
 */
// The core first: its flags must be there before the first gradient looks at them.
import "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-core/dist/register_all_gradients";
