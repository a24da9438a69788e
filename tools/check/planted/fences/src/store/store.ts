import { one } from "../stages/one/one.ts";
import { useState } from "react";
export const store = [one, useState];
