import { css } from "lit";

/** A wide dialog in which something is filled in, over the look of any dialog. */
export const formDialogStyles = css`
  dialog {
    inline-size: min(36rem, calc(100vw - 1.5rem));
    max-block-size: calc(100dvh - 1.5rem);
    overflow: auto;
  }

  p {
    white-space: normal;
  }

  .field {
    display: grid;
    align-content: start;
    gap: 0.3rem;
    min-inline-size: 0;
  }

  .field input {
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: 2.25rem;
    padding: 0 0.6rem;
    border: 1px solid var(--line-strong);
    border-radius: 6px;
    background: var(--paper);
    color: var(--ink);
    font: 0.9375rem / 1.4 var(--font-text);
  }

  input[aria-invalid="true"] {
    border-color: var(--tier-computed);
  }

  .problem {
    padding: 0.6rem 0.75rem;
    border-radius: 6px;
    background: var(--tier-computed-fill);
    color: var(--tier-computed-ink);
    font-size: 0.875rem;
    line-height: 1.45;
    overflow-wrap: anywhere;
  }

  @media (width <= 30rem) {
    dialog {
      padding: 1.1rem 1rem 1rem;
    }

    /* Smaller text would have phones zoom in. */
    .field input {
      font-size: 1rem;
    }
  }
`;
