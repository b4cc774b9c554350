import { css } from "lit";

export const shownValueStyles = css`
  :host {
    display: block;
  }

  .value {
    overflow-x: auto;
    color: var(--code-plain);
    font: var(--code-size) / 1.6 var(--font-code);
    font-variant-ligatures: none;
  }

  summary,
  .leaf {
    padding-inline-start: 1.1rem;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  summary {
    position: relative;
    border-radius: 4px;
    list-style: none;
    cursor: pointer;
  }

  summary::-webkit-details-marker {
    display: none;
  }

  summary::before {
    content: "";
    position: absolute;
    inset-block-start: 0.48em;
    inset-inline-start: 0.3rem;
    border-block: 0.3em solid transparent;
    border-inline-start: 0.42em solid var(--ink-quiet);
    transition: rotate var(--motion);
  }

  details[open] > summary::before {
    rotate: 90deg;
  }

  summary:hover {
    background: var(--surface);
  }

  details[open] > summary > .summary {
    display: none;
  }

  .children {
    margin-inline-start: 0.48rem;
    padding-inline-start: 0.6rem;
    border-inline-start: 1px solid var(--line);
  }

  .name {
    color: var(--code-keyword);
  }

  .colon,
  .summary,
  .more,
  .null,
  .undefined {
    color: var(--ink-quiet);
  }

  .text {
    color: var(--code-string);
  }

  .number,
  .boolean {
    color: var(--code-number);
  }

  .function,
  .bytes,
  .opaque {
    color: var(--code-type);
  }

  @media (pointer: coarse) {
    summary {
      padding-block: 0.45rem;
    }

    summary::before {
      inset-block-start: 0.95em;
    }
  }
`;
