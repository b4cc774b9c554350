import { css } from "lit";

/** How a modal dialog looks. */
export const dialogStyles = css`
  dialog {
    inline-size: min(26rem, calc(100vw - 2rem));
    padding: 1.4rem 1.5rem 1.2rem;
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--surface-raised);
    box-shadow: var(--shadow);
    color: var(--ink);
  }

  dialog::backdrop {
    background: rgb(10 12 24 / 45%);
  }

  h2 {
    margin: 0 0 0.5rem;
    font-size: 1.0625rem;
    line-height: 1.35;
    overflow-wrap: anywhere;
  }

  p {
    margin: 0 0 1.25rem;
    color: var(--ink-soft);
    font-size: 0.9375rem;
    line-height: 1.5;
    white-space: pre-line;
    overflow-wrap: anywhere;
  }

  .choices {
    display: flex;
    justify-content: flex-end;
    gap: 0.5rem;
  }
`;
