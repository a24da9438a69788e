import { p } from "../pipeline/p.ts";
import { helper } from "../testing/helper.ts";
import * as tf from "@tensorflow/tfjs-core";
import { build } from "../../tools/build.ts";
export const View = () => <b>{[p, helper, tf, build].length}</b>;
