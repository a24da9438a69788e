import { pipeline } from "@huggingface/transformers";
import { gone } from "./gone.ts";
export const two = [pipeline, gone];
