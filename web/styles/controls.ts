import { css } from "lit";

/** What every shadow root starts with: box sizes, focus, hidden text and buttons. */
export const controls = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }

  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .icon {
    flex: none;
    display: block;
  }

  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.4rem;
    min-block-size: 2rem;
    padding: 0 0.6rem;
    border: 1px solid transparent;
    border-radius: 6px;
    background: transparent;
    color: var(--ink-soft);
    font: 500 var(--small-size) / 1 var(--font-text);
    text-decoration: none;
    white-space: nowrap;
    cursor: pointer;
    transition:
      background-color var(--motion),
      color var(--motion);
  }

  button:hover,
  .button:hover {
    background: var(--surface-pressed);
    color: var(--ink);
  }

  button:disabled,
  button[aria-disabled="true"] {
    background: transparent;
    color: var(--ink-quiet);
    opacity: 0.55;
    cursor: default;
  }

  button.primary {
    background: var(--button);
    color: var(--button-ink);
    padding-inline: 0.75rem 0.9rem;
  }

  button.primary:hover {
    background: var(--button-hover);
  }

  button.danger {
    color: var(--tier-computed-ink);
  }

  button.danger:hover {
    background: var(--tier-computed-fill);
    color: var(--tier-computed-ink);
  }

  button.icon-only {
    inline-size: 2rem;
    padding: 0;
  }

  button.outlined {
    border-color: var(--line-strong);
  }

  @media (pointer: coarse) {
    button,
    .button {
      min-block-size: 2.75rem;
    }

    button.icon-only {
      inline-size: 2.75rem;
    }
  }

  @media print {
    button {
      display: none;
    }
  }
`;
