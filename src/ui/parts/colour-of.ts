/** A custom property as a colour that a canvas understands: `light-dark()` and the rest are resolved by the browser. */

/** Read on an element of its own: a change of colour on one that is shown may be a transition, which begins at the old one. */
export function colourOf(host: HTMLElement, property: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${property})`;
  host.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
