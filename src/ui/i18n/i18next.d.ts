/** Types every translation key by the English files: a key that is not there does not compile. */
import type en from "./en.json";
import type lab from "./lab.en.json";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof en; lab: typeof lab };
  }
}
