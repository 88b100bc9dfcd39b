/** The pages' own style, served from here: no page holds a style or a script of its own, which lets the policy refuse both. */
export const STYLESHEET = `:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 70rem; padding: 1rem; }
pre { font-size: 0.875rem; overflow-x: auto; padding: 1rem; border: 1px solid; white-space: pre-wrap; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 0.25rem 0.75rem 0.25rem 0; vertical-align: top; border-bottom: 1px solid #8886; }
caption { text-align: left; font-weight: 600; padding: 0.5rem 0; }
label { display: block; font-weight: 600; }
input, button { font: inherit; padding: 0.25rem 0.5rem; }
input { max-width: 100%; width: 40rem; }
a:focus-visible, input:focus-visible, button:focus-visible { outline: 3px solid; }
@media (max-width: 40rem) { th:nth-child(n + 3), td:nth-child(n + 3) { display: none; } }
@media print { nav, table, form { display: none; } pre { border: 0; padding: 0; } }
`;
