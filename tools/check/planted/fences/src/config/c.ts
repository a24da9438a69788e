export { device } from "../device/device.ts";
