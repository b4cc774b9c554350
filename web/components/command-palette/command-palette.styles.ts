import { css } from "lit";

export const commandPaletteStyles = css`
  dialog {
    inline-size: min(36rem, calc(100vw - 2rem));
    max-block-size: min(30rem, calc(100dvh - 6rem));
    margin-block-start: min(12vh, 6rem);
    padding: 0;
    overflow: hidden;
  }

  dialog[open] {
    display: flex;
    flex-direction: column;
  }

  .query {
    display: flex;
    align-items: center;
    gap: 0.6rem;
    padding: 0 1rem;
    border-block-end: 1px solid var(--line);
    color: var(--ink-quiet);
  }

  .query:focus-within {
    box-shadow: inset 0 -2px var(--focus);
  }

  input {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 3.1rem;
    padding: 0;
    border: 0;
    outline: none;
    background: transparent;
    color: var(--ink);
    font: 1.0625rem / 1.4 var(--font-text);
  }

  input::placeholder {
    color: var(--ink-quiet);
    opacity: 1;
  }

  ul {
    margin: 0;
    padding: 0.4rem;
    overflow-y: auto;
    overscroll-behavior: contain;
    list-style: none;
  }

  li {
    display: flex;
    align-items: center;
    gap: 0.7rem;
    min-block-size: 2.25rem;
    padding: 0.2rem 0.6rem;
    border-radius: 7px;
    color: var(--ink);
    font-size: 0.9375rem;
    line-height: 1.35;
    cursor: pointer;
  }

  li[aria-selected="true"] {
    background: var(--surface-pressed);
    outline: 2px solid var(--focus);
    outline-offset: -2px;
  }

  .icon,
  .no-icon {
    inline-size: 16px;
    color: var(--ink-quiet);
  }

  .title {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .title b {
    color: var(--accent);
    font-weight: 650;
  }

  .group {
    color: var(--ink-quiet);
    font-size: var(--small-size);
  }

  li[aria-selected="true"] .group,
  li[aria-selected="true"] kbd {
    color: var(--ink-soft);
  }

  kbd {
    min-inline-size: 4.5rem;
    color: var(--ink-quiet);
    font: inherit;
    font-size: 0.75rem;
    text-align: end;
  }

  .none {
    margin: 0;
    padding: 1rem 1.1rem 1.2rem;
    color: var(--ink-soft);
  }

  @media (pointer: coarse) {
    li {
      min-block-size: 2.75rem;
    }

    kbd {
      display: none;
    }
  }
`;
