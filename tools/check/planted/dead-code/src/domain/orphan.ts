export const orphan = "nobody imports me";
