import { html, LitElement, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { controls } from "../../styles/controls.ts";
import { type IconName, icon } from "../icon/icon.ts";
import { setThemePreference, type ThemePreference, themePreference } from "./theme-preference.ts";

const NEXT: Readonly<Record<ThemePreference, ThemePreference>> = {
  auto: "light",
  light: "dark",
  dark: "auto",
};
const ICONS: Readonly<Record<ThemePreference, IconName>> = { auto: "auto", light: "sun", dark: "moon" };
const NAMES: Readonly<Record<ThemePreference, string>> = {
  auto: "as the system",
  light: "light",
  dark: "dark",
};

/** Goes through the system's colours, light and dark. */
@customElement("dj-theme-switch")
export class ThemeSwitchElement extends LitElement {
  @state() private preference = themePreference();

  static override styles = [controls];

  protected override render(): TemplateResult {
    const label = `Colours: ${NAMES[this.preference]}`;
    return html`<button type="button" class="control icon-only" aria-label=${label} title=${label} @click=${this.next}>
      ${icon(ICONS[this.preference])}
    </button>`;
  }

  private next(): void {
    this.preference = NEXT[this.preference];
    setThemePreference(this.preference);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-theme-switch": ThemeSwitchElement;
  }
}
