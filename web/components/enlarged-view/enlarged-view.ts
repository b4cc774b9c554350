import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from "lit";
import { tableIcon } from "../data-grid/grid-icons.ts";
import "./enlarged-view.css";

/** What comes up over the page by itself, also while something is enlarged. */
const ALWAYS_REACHED = "dj-confirm-dialog, dj-toast-list, dialog";

/**
 * Lets an element fill the window for a while: above everything else, which can't be reached meanwhile. Escape, where
 * nothing inside takes it, brings the element back to its place.
 */
export class EnlargedView implements ReactiveController {
  private isOpen = false;
  private covered: Element[] = [];

  /** @param label - what the element is called while it fills the window */
  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly label: () => string,
  ) {
    host.addController(this);
  }

  get isEnlarged(): boolean {
    return this.isOpen;
  }

  toggle(): void {
    if (this.isOpen) this.shrink();
    else this.enlarge();
  }

  /** What enlarges the element, and brings it back. */
  renderButton(): TemplateResult {
    return html`<button
      type="button"
      class="control"
      title=${this.isOpen ? "Back to its place (Esc)" : "Fill the window"}
      @click=${() => this.toggle()}
    >${tableIcon(this.isOpen ? "shrink" : "expand")} ${this.isOpen ? "Shrink" : "Enlarge"}</button>`;
  }

  hostDisconnected(): void {
    if (this.isOpen) this.shrink();
  }

  private enlarge(): void {
    const { host } = this;
    this.isOpen = true;
    // Only the top layer lies above the page's own layers, whatever the element stands in.
    host.classList.add("is-enlarged");
    host.popover = "manual";
    host.showPopover();
    host.setAttribute("role", "dialog");
    host.setAttribute("aria-modal", "true");
    host.setAttribute("aria-label", this.label());
    this.cover();
    host.addEventListener("keydown", this.onKeydown);
    document.documentElement.classList.add("has-enlarged");
    host.requestUpdate();
  }

  private shrink(): void {
    const { host } = this;
    this.isOpen = false;
    for (const element of this.covered.splice(0)) element.removeAttribute("inert");
    if (host.isConnected) host.hidePopover();
    for (const name of ["popover", "role", "aria-modal", "aria-label"]) host.removeAttribute(name);
    host.classList.remove("is-enlarged");
    host.removeEventListener("keydown", this.onKeydown);
    document.documentElement.classList.remove("has-enlarged");
    host.requestUpdate();
    if (host.isConnected) host.scrollIntoView({ block: "nearest" });
  }

  /** Closes all that stands beside the element, at every height of the page, to keyboard and screen reader. */
  private cover(): void {
    for (let element: Element = this.host; element.parentElement !== null; element = element.parentElement) {
      for (const beside of element.parentElement.children) {
        if (beside === element || beside.matches(ALWAYS_REACHED) || beside.hasAttribute("inert")) continue;
        beside.setAttribute("inert", "");
        this.covered.push(beside);
      }
      if (element.parentElement === document.body) break;
    }
  }

  private readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    this.shrink();
  };
}
