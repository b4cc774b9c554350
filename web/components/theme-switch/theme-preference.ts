export type ThemePreference = "auto" | "light" | "dark";

const KEY = "datajoint:theme";

/** What the reader chose; `public/theme.js` reads the same before the first paint. */
export function themePreference(): ThemePreference {
  const chosen = document.documentElement.dataset.theme;
  return chosen === "light" || chosen === "dark" ? chosen : "auto";
}

/** Sets the colours of the page, and remembers them where the browser lets us. */
export function setThemePreference(preference: ThemePreference): void {
  if (preference === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = preference;
  try {
    if (preference === "auto") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, preference);
  } catch {
    // Without storage the choice holds until the page is closed.
  }
}
