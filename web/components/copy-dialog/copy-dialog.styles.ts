import { css } from "lit";

export const copyDialogStyles = css`
  p {
    margin-block-end: 1rem;
  }

  .server {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.15rem 0.75rem;
    min-block-size: 2.75rem;
    margin-block-end: 1rem;
    padding: 0.25rem 0.25rem 0.25rem 0.75rem;
    border: 1px solid var(--line);
    border-radius: 6px;
    background: var(--surface);
    font-size: 0.875rem;
  }

  .server .name {
    flex: 1 0 9.5rem;
    overflow-wrap: anywhere;
  }

  .server .control {
    margin-inline-start: auto;
  }

  .caption,
  legend,
  .field label {
    color: var(--ink-soft);
    font: 500 var(--small-size) / 1.3 var(--font-text);
  }

  fieldset {
    min-inline-size: 0;
    margin: 0 0 1rem;
    padding: 0;
    border: 0;
  }

  legend {
    margin-block-end: 0.35rem;
    padding: 0;
  }

  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .schemas {
    max-block-size: min(18rem, 40vh);
    border: 1px solid var(--line);
    border-radius: 6px;
    overflow: auto;
  }

  .schemas > li {
    padding: 0.3rem 0.75rem;
  }

  .schemas > li + li {
    border-block-start: 1px solid var(--line);
  }

  .schema {
    display: flex;
    align-items: center;
    gap: 0.6rem;
    min-block-size: 1.75rem;
    font-size: 0.9375rem;
    line-height: 1.35;
  }

  .schema input {
    flex: none;
    inline-size: 1.05rem;
    block-size: 1.05rem;
    margin: 0;
    accent-color: var(--accent);
  }

  .schema .name {
    flex: 1;
    min-inline-size: 0;
    font-weight: 550;
    overflow-wrap: anywhere;
  }

  .content {
    color: var(--ink-quiet);
    font-size: var(--small-size);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  details {
    margin-inline-start: 1.65rem;
  }

  summary {
    inline-size: fit-content;
    min-block-size: 1.5rem;
    border-radius: 4px;
    color: var(--ink-soft);
    font-size: var(--small-size);
    line-height: 1.5rem;
    cursor: pointer;
  }

  .tables {
    padding-block: 0.1rem 0.35rem;
    font-size: 0.875rem;
    line-height: 1.6;
  }

  .tables li {
    display: flex;
    justify-content: space-between;
    gap: 1rem;
  }

  .tables .name {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .field {
    margin-block-end: 1rem;
  }

  .total {
    min-block-size: 1.5rem;
    margin-block-end: 0.6rem;
    color: var(--ink);
    font-variant-numeric: tabular-nums;
  }

  .problem {
    margin-block-end: 1rem;
  }

  .problem ul {
    max-block-size: min(10rem, 25vh);
    margin-block-start: 0.3rem;
    padding-inline-start: 1.1rem;
    overflow: auto;
    list-style: disc;
  }

  .progress {
    display: grid;
    gap: 0.5rem;
    margin-block: 0.4rem;
    color: var(--ink);
    font-size: 0.9375rem;
    line-height: 1.4;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }

  progress {
    inline-size: 100%;
    block-size: 0.6rem;
    accent-color: var(--accent);
  }

  .note {
    color: var(--ink-quiet);
    font-size: var(--small-size);
  }

  .outcome {
    color: var(--ink);
  }

  .report {
    max-block-size: min(18rem, 40vh);
    margin-block-end: 1rem;
    border: 1px solid var(--line);
    border-radius: 6px;
    overflow: auto;
  }

  tbody tr:last-child > * {
    border-block-end: 0;
  }

  code {
    font: var(--small-size) / 1.45 var(--font-code);
    overflow-wrap: anywhere;
  }

  .choices {
    flex-wrap: wrap;
  }
`;
