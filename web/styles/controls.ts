import { unsafeCSS } from "lit";
import text from "./controls.css?inline";

/** What every shadow root starts with: box sizes, focus, hidden text and buttons of the class `control`. */
export const controls = unsafeCSS(text);
