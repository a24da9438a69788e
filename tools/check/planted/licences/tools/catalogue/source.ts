export const file = ["node_modules", "made-up-data", "data.json"];
