import "pure-rand";
export const a = 1;
