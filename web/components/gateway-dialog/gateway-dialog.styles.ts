import { css } from "lit";

export const gatewayDialogStyles = css`
  p {
    margin-block-end: 0.9rem;
  }

  .command {
    display: flex;
    align-items: center;
    gap: 0.25rem;
    margin-block-end: 1.1rem;
    padding: 0.15rem 0.25rem 0.15rem 0.75rem;
    border: 1px solid var(--line);
    border-radius: 6px;
    background: var(--surface);
  }

  code {
    flex: 1;
    min-inline-size: 0;
    padding-block: 0.35rem;
    color: var(--ink);
    font: var(--small-size) / 1.45 var(--font-code);
    overflow-wrap: anywhere;
  }

  .fields {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 0.85rem 1rem;
  }

  label {
    color: var(--ink-soft);
    font: 500 var(--small-size) / 1.3 var(--font-text);
  }

  .field.is-code input {
    font-family: var(--font-code);
    font-size: 0.875rem;
  }

  .problem {
    margin: 0.9rem 0 0;
  }

  .remember {
    display: flex;
    align-items: center;
    gap: 0.55rem;
    margin-block: 1rem 0;
    min-block-size: 1.75rem;
  }

  .remember input {
    flex: none;
    inline-size: 1.05rem;
    block-size: 1.05rem;
    margin: 0;
    accent-color: var(--accent);
  }

  .note {
    margin: 0.15rem 0 1.15rem 1.6rem;
    color: var(--ink-quiet);
    font-size: var(--small-size);
  }

  @media (width <= 30rem) {
    .fields {
      grid-template-columns: 1fr;
    }

    .field.is-code input {
      font-size: 1rem;
    }
  }
`;
