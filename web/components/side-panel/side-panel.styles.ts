import { css } from "lit";

export const sidePanelStyles = css`
  :host {
    display: block;
    min-block-size: 0;
  }

  .panel {
    box-sizing: border-box;
    block-size: 100%;
    padding: 0.7rem var(--panel-space, 1rem) 1rem;
    color: var(--ink);
    overflow-y: auto;
    overscroll-behavior: contain;
  }

  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
  }

  h2 {
    margin: 0;
    font-size: 0.9375rem;
    font-weight: 620;
    outline: none;
  }

  p {
    margin: 0;
    font-size: 0.875rem;
    line-height: 1.5;
  }

  .problem {
    margin-block: 0.5rem;
    color: var(--tier-computed-ink);
  }

  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    display: flex;
  }

  .name {
    font-size: 0.9375rem;
    font-weight: 540;
    line-height: 1.35;
    overflow-wrap: anywhere;
  }

  .details {
    color: var(--ink-quiet);
    font-size: var(--small-size);
    line-height: 1.4;
  }
`;
