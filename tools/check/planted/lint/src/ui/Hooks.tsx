/** Planted: a hook behind a condition, a picture without words, markup from a string. */
import { useState } from "react";

export function Hooks({ shown, html }: { shown: boolean; html: string }) {
  if (shown) useState(0);
  const box = document.createElement("div");
  box.innerHTML = html;
  return <img src="x.png" />;
}
