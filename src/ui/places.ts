/** The places of the page, in the order of its navigation. */
export const PLACES = [
  { name: "forYou", path: "/" },
  { name: "history", path: "/history" },
  { name: "map", path: "/map" },
  { name: "model", path: "/model" },
  { name: "lab", path: "/lab" },
  { name: "catalogues", path: "/catalogues" },
  { name: "settings", path: "/settings" },
] as const;

export type Place = (typeof PLACES)[number];
