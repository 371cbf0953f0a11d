// The look of <team-directory>. Names with --td- are the page's to set; --_ are its own.
// A constructed style sheet is no inline style, so a strict policy lets it through.

export const STYLE = new CSSStyleSheet();
STYLE.replaceSync(`
  :host {
    --_accent: var(--td-accent, light-dark(#1d5fc4, #8db7ff));
    --_field: var(--td-field, light-dark(#fff, #1d2023));
    --_field-text: var(--td-field-text, light-dark(#1b1f23, #eceff1));
    --_gap: var(--td-gap, 1.25rem);
    --_line: var(--td-line, color-mix(in srgb, currentColor 55%, transparent));
    --_muted: var(--td-muted, color-mix(in srgb, currentColor 82%, transparent));
    --_radius: var(--td-radius, 0.75rem);
    display: block;
    font-family: var(--td-font, inherit);
    line-height: 1.4;
    text-align: start;
  }
  :host([hidden]), [hidden] { display: none !important; }
  *, ::before, ::after { box-sizing: border-box; }
  ul, p, h2 { margin: 0; padding: 0; }
  :focus-visible { outline: 3px solid var(--_accent); outline-offset: 2px; }

  .controls { display: flex; flex-wrap: wrap; gap: 0.75rem; }
  .search, .choice { position: relative; flex: 1 1 15rem; max-inline-size: 26rem; }
  .choice { flex-grow: 0; }
  @media (width < 36rem) { .search, .choice { flex: 1 1 100%; max-inline-size: none; } }
  input, select, button {
    appearance: none;
    background: var(--_field);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    color: var(--_field-text);
    font: inherit;
    font-size: max(1em, 16px); /* or phones zoom in on it */
    inline-size: 100%;
    min-block-size: 2.75rem;
    padding: 0.5rem 1rem;
    text-overflow: ellipsis;
  }
  input { padding-inline-start: 2.5rem; }
  input::placeholder { color: inherit; opacity: 0.75; }
  select { padding-inline-end: 2.25rem; }
  .search::before, .search::after, .choice::after {
    border: 2px solid var(--_field-text);
    content: "";
    opacity: 0.75;
    pointer-events: none;
    position: absolute;
  }
  .search::before {
    block-size: 0.75rem; border-radius: 50%; inline-size: 0.75rem;
    inset: 0.9rem auto auto 1rem;
  }
  .search::after { border-width: 0 0 2px; inline-size: 0.5rem; inset: 1.65rem auto auto 1.55rem; rotate: 45deg; }
  .search:dir(rtl)::before { inset-inline: 1rem auto; }
  .search:dir(rtl)::after { inset-inline: 1.55rem auto; rotate: -45deg; }
  .choice::after {
    block-size: 0.5rem; border-width: 0 2px 2px 0; inline-size: 0.5rem;
    inset-block-start: 0.95rem; inset-inline-end: 1.1rem; rotate: 45deg;
  }
  .status { color: var(--_muted); margin-block: 0.9rem 1.1rem; min-block-size: 1.4em; }

  .list {
    display: grid;
    gap: calc(var(--_gap) * 1.4) var(--_gap);
    /* two columns on the narrowest phone, more where cards of their width fit */
    grid-template-columns: repeat(auto-fill, minmax(
      max(6.5rem, min(var(--td-card-width, 11.5rem), 50% - var(--_gap) / 2)), 1fr));
    list-style: none;
  }
  .card { border-radius: var(--_radius); min-inline-size: 0; position: relative; transition: opacity 0.15s; }
  .card:has(:focus-visible) { outline: 3px solid var(--_accent); outline-offset: 0.4rem; }
  .list[aria-busy="true"] .card:not(.skeleton) { opacity: 0.5; }
  .frame {
    aspect-ratio: 1;
    background: center / cover no-repeat;
    border-radius: var(--td-photo-radius, var(--_radius));
    margin-block-end: 0.7rem;
    overflow: hidden;
  }
  img { block-size: 100%; display: block; inline-size: 100%; object-fit: cover; }
  .initials {
    background: var(--td-initials, light-dark(#e2e5e9, #30363d));
    block-size: 100%;
    color: var(--td-initials-text, light-dark(#46505c, #c3ccd6));
    container-type: inline-size;
    display: grid;
    place-items: center;
  }
  .initials span { font-size: 32cqi; font-weight: 500; line-height: 1; }
  .name {
    background: none;
    border: 0;
    color: inherit;
    display: block;
    font-size: 1em;
    font-weight: 600;
    line-height: 1.3;
    min-block-size: 0;
    outline: none; /* the card shows it */
    overflow-wrap: anywhere;
    padding: 0;
    text-align: start;
    text-decoration: none;
  }
  .name::after { content: ""; inset: 0; position: absolute; } /* the whole card can be clicked */
  .name:hover { color: var(--_accent); text-decoration: underline; }
  .line { color: var(--_muted); font-size: 0.9em; line-height: 1.35; margin-block-start: 0.15rem; overflow-wrap: anywhere; }
  .skeleton :is(.frame, .line) {
    animation: wait 1.2s infinite alternate;
    background: color-mix(in srgb, currentColor 12%, transparent);
  }
  .skeleton .line { block-size: 0.8em; border-radius: 0.4em; margin-block-start: 0.55rem; }
  .skeleton .line:last-child { inline-size: 60%; }
  @keyframes wait { to { opacity: 0.4; } }

  .status:empty { margin-block-end: 0; min-block-size: 0; }
  .end { align-items: center; display: flex; flex-wrap: wrap; row-gap: 0.75rem; }
  .problem:not(:empty) { margin-inline-end: 1rem; }
  button { cursor: pointer; font-weight: 600; inline-size: auto; }
  .end button, .close { background: none; border-color: currentColor; color: var(--_accent); }
  .end button:hover, .close:hover { background: color-mix(in srgb, var(--_accent) 10%, transparent); }
  .more { margin: 2rem auto 0; }

  dialog {
    background: var(--_field);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    color: var(--_field-text);
    inline-size: min(22rem, 100vw - 2rem);
    padding: 0;
  }
  dialog::backdrop { background: rgb(0 0 0 / 55%); }
  .sheet { padding: 1.25rem; }
  h2 { font-size: 1.25em; line-height: 1.3; overflow-wrap: anywhere; }
  .close { inline-size: 100%; margin-block-start: 1.1rem; }

  @media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
  @media (forced-colors: active) { .frame { border: 1px solid; } }
`);
