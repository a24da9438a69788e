/** Theme, language and keyboard. */
import { LANGUAGE_NAMES } from "../i18n/i18n.ts";
import { useWords } from "../i18n/use-words.ts";
import { Choice } from "../parts/choice.tsx";
import { Toggle } from "../parts/toggle.tsx";
import { useActions, useApp } from "../store-context.tsx";
import css from "./stack.module.css";

export function Appearance() {
  const { t } = useWords();
  const { setPreferences } = useActions();
  const { theme, language, shortcuts } = useApp((state) => state.preferences);
  return (
    <div className={css.stack}>
      <Choice
        label={t("settings.theme")}
        value={theme}
        options={[
          { value: "system", label: t("settings.themeSystem") },
          { value: "light", label: t("settings.themeLight") },
          { value: "dark", label: t("settings.themeDark") },
        ]}
        onChange={(value) => void setPreferences({ theme: value })}
      />
      <Choice
        label={t("settings.language")}
        value={language}
        options={[
          { value: "en", label: LANGUAGE_NAMES.en },
          { value: "zh", label: LANGUAGE_NAMES.zh },
        ]}
        onChange={(value) => void setPreferences({ language: value })}
      />
      <Toggle
        label={t("settings.shortcuts")}
        hint={t("settings.shortcutsHow")}
        checked={shortcuts}
        onChange={(value) => void setPreferences({ shortcuts: value })}
      />
    </div>
  );
}
