// Small helpers for the page.

export function make(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name in node && typeof value !== "string") node[name] = value;
    else node.setAttribute(name === "className" ? "class" : name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export const button = (text, onclick, props = {}) => make("button", { type: "button", onclick, ...props }, text);

// JupyterLab's shortcuts (x cuts the cell, b adds one, ...) leave an element alone only when it says so itself.
export function keepKeys(root) {
  const focusable = "a, button, input, select, textarea, summary, [tabindex]";
  const guard = (node) => node.setAttribute("data-lm-suppress-shortcuts", "true");
  root.querySelectorAll(focusable).forEach(guard);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (node.nodeType !== 1) continue;
        if (node.matches(focusable)) guard(node);
        node.querySelectorAll(focusable).forEach(guard);
      }
    }
  }).observe(root, { childList: true, subtree: true });
}

// One tab stop for a group: arrows, Home and End move the focus within it.
export function roving(nodes, onmove) {
  const list = () => (typeof nodes === "function" ? nodes() : nodes);
  list().forEach((node, number) => (node.tabIndex = number ? -1 : 0));
  const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
  return (event) => {
    const all = list();
    const at = all.indexOf(event.target);
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    let to = at;
    if (event.key in steps) to = (at + steps[event.key] + all.length) % all.length;
    else if (event.key === "Home") to = 0;
    else if (event.key === "End") to = all.length - 1;
    else return;
    event.preventDefault();
    if (onmove?.(at, to)) return;
    all.forEach((node) => (node.tabIndex = node === all[to] ? 0 : -1));
    all[to].focus();
  };
}

export const listText = (parts) =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`;
