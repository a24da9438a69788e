// TODO: this is a note to self
// @ts-ignore
const path = "/home/somebody/data.json";
const other = "../../../../../data.json";
test.only("left in by mistake", () => {});
