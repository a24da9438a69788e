export const s = async () => import("../pipeline/p.ts");
