/**
 * Import it for its effect wherever something is trained in a browser: TensorFlow.js' core registers no gradient by
 * itself. It stands apart from ./tensors.ts because Node cannot import it (tools/lib/node-gpu.ts says how there).
 */
import "@tensorflow/tfjs-core/dist/register_all_gradients";
