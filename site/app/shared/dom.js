/**
 * Build an element: `el("p", {class: "note"}, "Xin chào")`. Text is always text, never HTML.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | boolean>} [attributes] `true` sets an empty one, `false` none.
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/**
 * A button that does something when pressed.
 *
 * @param {string} words
 * @param {() => void} press
 * @param {string} [look]
 * @returns {HTMLButtonElement}
 */
export function button(words, press, look = "button") {
  const made = el("button", { type: "button", class: look }, words);
  made.addEventListener("click", press);
  return made;
}

/**
 * A line icon from the site's sheet. It decorates words and never stands for them.
 *
 * @param {string} name
 * @returns {SVGSVGElement}
 */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `/img/icons.svg#${name}`);
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}
