// TODO: this is a note to self
// @ts-ignore
const path = "/work/main/data.json";
const other = "../shared/data.json";
test.only("left in by mistake", () => {});
